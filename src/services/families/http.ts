/**
 * HTTP: one conversation decides among all products. The root first, then a few shared pages; a product's own path
 * only when something pointed to it. Redirects are recorded and not followed.
 */
import { encodeHttpRequest, parseHttpResponse } from '../../protocols/http.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { httpServices, plainHttp } from '../http-services.ts';
import { look, type Family, type Look, type Opening } from '../service.ts';
import type { HttpEvidence, HttpService } from './http-service.ts';
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
  const talk = new HttpTalk(dialogue, line.encrypted, opening.question === 'http' ? line : undefined);
  const root = await readRoot(talk, opening);
  const evidence = { port: dialogue.port, root, shared: new Map<string, HttpPage>() };
  const atOnce = await tryServices(talk, evidence, (service) => service.recognise(evidence) === true);
  if (atOnce) return atOnce;
  for (const path of SHARED) {
    evidence.shared.set(path, await talk.get(path));
    const found = await tryServices(talk, evidence, (service) => service.recognise(evidence) === true);
    if (found) return found;
  }
  const guessed = await tryServices(talk, evidence, (service) => service.recognise(evidence) === 'maybe');
  if (guessed) return guessed;
  const plain = await plainHttp.access(talk.speaking(plainHttp), evidence);
  return plain ?? look({ protocol: 'http', access: 'unknown', reason: 'It speaks HTTP and could not be looked at.' });
}

/** The root as it came with the opening question, or asked now where another question made it speak. */
async function readRoot(talk: HttpTalk, opening: Opening): Promise<HttpPage> {
  if (opening.question !== 'http') {
    opening.line.close();
    return talk.get('/');
  }
  const response = await opening.line.read(parseHttpResponse);
  if (!response.keepAlive) opening.line.close();
  const page = pageOf('/', response);
  talk.remember(page);
  return page;
}

async function tryServices(
  talk: HttpTalk,
  evidence: HttpEvidence,
  wanted: (service: HttpService) => boolean,
): Promise<Look | undefined> {
  for (const service of httpServices.filter(wanted)) {
    const found = await service.access(talk.speaking(service), evidence);
    if (found) return found;
  }
  return undefined;
}
