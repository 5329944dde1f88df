/**
 * HTTP: one conversation decides among all products. The root first, then a few shared pages; a product's own path
 * only when something pointed to it. Redirects are recorded and not followed.
 */
import { encodeHttpRequest, parseHttpResponse } from '../../protocols/http.ts';
import { WireError, type Dialogue } from '../../protocols/line.ts';
import { httpServices, plainHttp } from '../http-services.ts';
import { look, type Family, type Look, type Opening } from '../service.ts';
import { isRefused, wantsClientCertificate, wantsTls } from './http-judge.ts';
import type { HttpEvidence } from './http-service.ts';
import { hostHeader, HttpTalk, pageOf, type HttpPage } from './http-talk.ts';

/** Pages that tell several products apart, in the order in which they are asked. */
const SHARED = ['/version'] as const;

export const http: Family = {
  id: 'http',
  sends: ['GET /', ...SHARED.map((path) => `GET ${path}`)],
  opening: {
    name: 'http',
    ask: (dialogue, line) => line.send('http', rootRequest(dialogue, line.encrypted)),
  },
  recognises: (answer) => /^HTTP\/1\.[01] [1-5]\d\d/.test(answer.toString('latin1', 0, 16)),
  look: lookAtHttp,
};

function rootRequest(dialogue: Dialogue, encrypted: boolean): Buffer {
  const host = hostHeader(dialogue, encrypted);
  return encodeHttpRequest({ method: 'GET', path: '/', host, agent: dialogue.agent });
}

async function lookAtHttp(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const { line } = opening;
  const talk = new HttpTalk(dialogue, line.encrypted, http);
  const root = await readRoot(talk, opening);
  if (!line.encrypted && wantsTls(root)) return insideTls(dialogue, talk);
  const found = await lookFrom(talk, root);
  return {
    ...found,
    plaintext: line.encrypted ? await plaintextToo(dialogue, opening, root, found) : true,
  };
}

/** A server that answers plain HTTP only to say that it wants TLS. */
async function insideTls(dialogue: Dialogue, refusedTalk: HttpTalk): Promise<Look> {
  refusedTalk.close();
  const refused = { protocol: 'http', plaintext: false } as const;
  const proof = [{ asked: 'GET / without TLS', answered: 'HTTP 400, it wants HTTPS' }];
  try {
    const talk = new HttpTalk(dialogue, true, http);
    return { ...(await lookFrom(talk, await talk.get('/'))), plaintext: false };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (error.fault === 'client-certificate') {
      const reason = 'It wants HTTPS, and TLS asks for a client certificate.';
      return look({
        ...refused,
        product: 'http',
        proof,
        access: 'tls-only',
        reason,
        authMethods: ['client-certificate'],
      });
    }
    if (error.fault !== 'tls-failed') throw error;
    return look({
      ...refused,
      product: 'http',
      proof,
      access: 'tls-only',
      reason: 'It wants HTTPS, and the TLS handshake failed.',
    });
  }
}

async function lookFrom(talk: HttpTalk, root: HttpPage): Promise<Look> {
  const evidence = { port: talk.dialogue.port, root, shared: new Map<string, HttpPage>() };
  return { ...(await decide(talk, evidence)), protocol: 'http' };
}

async function decide(
  talk: HttpTalk,
  evidence: HttpEvidence & { shared: Map<string, HttpPage> },
): Promise<Look> {
  if (wantsClientCertificate(evidence.root)) return asPlainHttp(talk, evidence);
  const atOnce = await tryServices(talk, evidence, true);
  if (atOnce) return atOnce;
  for (const path of SHARED) {
    if (talk.dialogue.connectionsLeft === 0 && !talk.kept) break;
    evidence.shared.set(path, await talk.get(path));
    const found = await tryServices(talk, evidence, true);
    if (found) return found;
  }
  return (await tryServices(talk, evidence, 'maybe')) ?? asPlainHttp(talk, evidence);
}

async function asPlainHttp(talk: HttpTalk, evidence: HttpEvidence): Promise<Look> {
  const found = await plainHttp.access(talk.speaking(plainHttp), evidence);
  return found ?? look({ access: 'unknown', reason: 'It speaks HTTP and could not be looked at.' });
}

/** The root as it came with the opening question, or asked now where another question made it speak. */
async function readRoot(talk: HttpTalk, opening: Opening): Promise<HttpPage> {
  if (opening.question !== 'http') {
    opening.line.close();
    return talk.get('/');
  }
  const response = await opening.line.read(parseHttpResponse);
  if (response.keepAlive) talk.continueOn(opening.line);
  else opening.line.close();
  const page = pageOf('/', response);
  talk.remember(page);
  return page;
}

async function tryServices(
  talk: HttpTalk,
  evidence: HttpEvidence,
  wanted: true | 'maybe',
): Promise<Look | undefined> {
  for (const service of httpServices) {
    if (service.recognise(evidence) !== wanted) continue;
    // A guess leaves something for the look at what it is when it is none of them.
    if (wanted === 'maybe' && talk.dialogue.connectionsLeft <= 1 && !talk.kept) return undefined;
    const found = await service.access(talk.speaking(service), evidence);
    if (found) return found;
  }
  return undefined;
}

/** Does it give the same answer without TLS? Asked only where it matters what can be read on the way. */
async function plaintextToo(
  dialogue: Dialogue,
  opening: Opening,
  root: HttpPage,
  found: Look,
): Promise<boolean | null> {
  // The first connection went straight to TLS only where no plain question was asked before.
  if (opening.line.number > 1) return false;
  if (!['open', 'partial', 'protected', 'unclaimed', 'tls-only'].includes(found.access))
    return null;
  if (dialogue.connectionsLeft === 0) return null;
  try {
    const line = await dialogue.speaking(http).open();
    line.send('http', rootRequest(dialogue, false));
    const answer = await line.read(parseHttpResponse);
    line.close();
    const page = pageOf('/', answer);
    return (
      !wantsTls(page) && (page.status === root.status || (page.status === 200 && isRefused(root)))
    );
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return ['closed', 'reset', 'not-this-protocol'].includes(error.fault) ? false : null;
  }
}
