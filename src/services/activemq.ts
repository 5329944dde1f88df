/**
 * The console of ActiveMQ Classic, which ships with the account admin and its name for a password.
 * https://activemq.apache.org/components/classic/documentation/web-console
 */
import { httpProduct } from './families/http-product.ts';
import { redirectPath } from './families/http-shapes.ts';
import type { HttpPage } from './families/http-talk.ts';

const TOPICS = '/admin/xml/topics.jsp';

/** The broker keeps topics of its own, so that there is always one. */
const topics = ({ text }: HttpPage): string | undefined =>
  /<topics>\s{0,100}<topic name="/.test(text) ? 'a list of its topics' : undefined;

const isRealm = ({ headers }: HttpPage): boolean =>
  /^basic realm="ActiveMQRealm"/i.test(headers.get('www-authenticate') ?? '');

export const activemq = httpProduct({
  id: 'activemq',
  title: 'ActiveMQ',
  verified: 'ActiveMQ 5.18.3, real server',
  recognise({ port, root, shared }) {
    if (isRealm(root)) return true;
    const told = shared.get(TOPICS);
    if (told) return isRealm(told) || topics(told) !== undefined;
    return port === 8161 && redirectPath(root) === '/index.html' && 'maybe';
  },
  tells: { path: TOPICS },
  proofs: [{ path: TOPICS, shows: topics }],
  grants: 'admin',
});
