/**
 * HTTP: one conversation, in which http-decide.ts tells the products apart. Redirects are recorded and not followed.
 */
import { suggestionsFor } from '../../catalogue/products.ts';
import { parseHttpResponse } from '../../protocols/http.ts';
import { WireError, type Dialogue } from '../../protocols/line.ts';
import { plainHttp } from '../http-services.ts';
import { lookCloser } from '../web/closer.ts';
import { look, type Family, type Look, type Opening, type Wishes } from '../service.ts';
import { tryHttpAccounts } from './http-accounts.ts';
import { decide, SHARED_PAGES } from './http-decide.ts';
import { takeHttpInventory } from './http-inventory.ts';
import { isRefused, leadsInsideTls, wantsClientCertificate, wantsTls } from './http-judge.ts';
import { hostHeader, requestBytes } from './http-request.ts';
import { HttpTalk, pageOf, type HttpPage } from './http-talk.ts';

export const http: Family = {
  id: 'http',
  sends: ['GET /', ...SHARED_PAGES.map((path) => `GET ${path}`)],
  opening: {
    name: 'http',
    ask: (dialogue, line) => line.send('http', rootRequest(dialogue, line.encrypted)),
  },
  recognises: (answer) => /^HTTP\/1\.[01] [1-5]\d\d/.test(answer.toString('latin1', 0, 16)),
  look: lookAtHttp,
  accounts: tryHttpAccounts,
  inventory: takeHttpInventory,
  logsIn: true,
};

/** Connections of a look at a port on which HTTP was expected. */
const MOST_CONNECTIONS = 3;

function isUsual({ port }: Dialogue): boolean {
  return suggestionsFor(port).some(({ family }) => family === 'http');
}

function rootRequest(dialogue: Dialogue, encrypted: boolean): Buffer {
  return requestBytes(dialogue, encrypted, { path: '/' });
}

async function lookAtHttp(dialogue: Dialogue, opening: Opening, wishes: Wishes): Promise<Look> {
  const { line } = opening;
  const talk = new HttpTalk(dialogue, line.encrypted, http);
  const root = await readRoot(talk, opening);
  if (isUsual(dialogue)) talk.allow(MOST_CONNECTIONS - line.number);
  if (!line.encrypted && (wantsTls(root) || leadsInsideTls(root, hostHeader(dialogue, false))))
    return insideTls(dialogue, { talk, root, wishes });
  const found = await lookFrom(talk, root, wishes);
  const other = await inClear(dialogue, opening, { root, wishes }, found);
  if (other) return other;
  return {
    ...found,
    plaintext: line.encrypted ? await plaintextToo(dialogue, opening, root, found) : true,
  };
}

/** A proxy with TLS and without it on one port may have nothing inside TLS, and much in clear. */
async function inClear(
  dialogue: Dialogue,
  { line }: Opening,
  { root, wishes }: Pick<Refused, 'root' | 'wishes'>,
  found: Look,
): Promise<Look | undefined> {
  const isNowhere = line.encrypted && root.status === 404 && found.product === plainHttp.id;
  // A later connection went to TLS only because nobody answered in clear.
  if (!isNowhere || line.number > 1 || dialogue.connectionsLeft < 2) return undefined;
  try {
    const talk = new HttpTalk(dialogue, false, http);
    const clear = await talk.get('/');
    if (clear.status === root.status || wantsTls(clear)) return undefined;
    if (/^https:/i.test(clear.headers.get('location') ?? '')) return undefined;
    return { ...(await lookFrom(talk, clear, wishes)), plaintext: true };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return undefined;
  }
}

interface Refused {
  readonly talk: HttpTalk;
  readonly root: HttpPage;
  readonly wishes: Wishes;
}

/** A server that answers plain HTTP only to say that it wants TLS. */
async function insideTls(
  dialogue: Dialogue,
  { talk: refusedTalk, root, wishes }: Refused,
): Promise<Look> {
  refusedTalk.close();
  const refused = { protocol: 'http', plaintext: false } as const;
  const proof = [{ asked: 'GET / without TLS', answered: `HTTP ${root.status}, it wants HTTPS` }];
  try {
    const talk = new HttpTalk(dialogue, true, http);
    return { ...(await lookFrom(talk, await talk.get('/'), wishes)), plaintext: false };
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

async function lookFrom(talk: HttpTalk, root: HttpPage, wishes: Wishes): Promise<Look> {
  const found = wantsClientCertificate(root) ? undefined : await decide(talk, root);
  return { ...(found ?? (await asPlainHttp(talk, root, wishes))), protocol: 'http' };
}

async function asPlainHttp(talk: HttpTalk, root: HttpPage, wishes: Wishes): Promise<Look> {
  const evidence = { port: talk.dialogue.port, root, shared: new Map<string, HttpPage>() };
  const found = await plainHttp.access(talk.speaking(plainHttp), evidence);
  const seen =
    found ?? look({ access: 'unknown', reason: 'It speaks HTTP and could not be looked at.' });
  return lookCloser(talk, root, seen, wishes);
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

/** Does it give the same answer without TLS? Asked only where it matters what can be read on the way. */
async function plaintextToo(
  dialogue: Dialogue,
  opening: Opening,
  root: HttpPage,
  found: Look,
): Promise<boolean | null> {
  // The first connection went straight to TLS only where no plain question was asked before.
  if (opening.line.number > 1) return false;
  const tells = ['open', 'partial', 'protected', 'unclaimed', 'tls-only'].includes(found.access);
  if (!tells || dialogue.connectionsLeft === 0) return null;
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
