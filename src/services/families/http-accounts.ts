/**
 * Well-known accounts over HTTP Basic, with the owner's leave: https://www.rfc-editor.org/rfc/rfc7617
 * A random name with the same password is the control: a server that lets it in too lets in anybody.
 */
import type { Exchange } from '../../model/observation.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { httpServices } from '../http-services.ts';
import type { AccountLeave, Look } from '../service.ts';
import { isBusy } from './http-judge.ts';
import type { HttpService } from './http-service.ts';
import { HttpTalk, type HttpPage } from './http-talk.ts';

const MOST = 3;

type Pair = AccountLeave['pairs'][number];

export async function tryHttpAccounts(
  dialogue: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  const service = httpServices.find(({ id }) => id === seen.product);
  if (!service?.logIn || !(service.logIn.unasked || seen.authMethods.includes('basic')))
    return seen;
  const talk = new HttpTalk(dialogue, seen.plaintext === false, service);
  const proof = [...seen.proof];
  try {
    for (const pair of pairs.slice(0, MOST)) {
      const page = await logIn(talk, service, pair);
      const isIn = service.logIn.letIn(page);
      if (!isBusy(page)) tried(pair.user, pair.password, isIn);
      proof.push(exchange(service, pair, page));
      if (isIn) return await letIn(talk, service, { ...seen, proof }, pair);
    }
  } finally {
    talk.close();
  }
  return proof.length === seen.proof.length ? seen : { ...seen, proof };
}

function logIn(talk: HttpTalk, { logIn: how }: HttpService, pair: Pair): Promise<HttpPage> {
  const token = Buffer.from(`${pair.user}:${pair.password}`).toString('base64');
  return talk.askOnce({
    path: how?.path ?? '/',
    headers: { Authorization: `Basic ${token}` },
  });
}

function exchange({ logIn: how }: HttpService, { user, password }: Pair, page: HttpPage): Exchange {
  const what = password === '' ? 'without a password' : 'with its published password';
  return { asked: `GET ${how?.path} as ${user} ${what}`, answered: `HTTP ${page.status}` };
}

async function letIn(talk: HttpTalk, service: HttpService, seen: Look, pair: Pair): Promise<Look> {
  const page = await logIn(talk, service, { user: talk.dialogue.nonce(), password: pair.password });
  const facts = {
    ...seen,
    control: [
      ...seen.control,
      {
        asked: 'the same under a random name',
        answered: `HTTP ${page.status}`,
      },
    ],
  };
  if (service.logIn?.letIn(page))
    return { ...facts, access: 'decoy', reason: 'It lets a random name in.' };
  const isEmpty = pair.password === '';
  return {
    ...facts,
    access: isEmpty ? 'passwordless' : 'default-password',
    reason: `The account ${pair.user} logs in ${isEmpty ? 'without a password' : 'with the password that the vendor publishes'}.`,
    grants: 'admin',
  };
}
