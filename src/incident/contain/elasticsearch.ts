/**
 * Elasticsearch 6.8 and 7 of one node, with X-Pack: its security is a line of elasticsearch.yml and a restart, and the first
 * password of `elastic` stands in its key store. https://www.elastic.co/guide/en/elasticsearch/reference/7.17/security-minimal-setup.html
 */
import { join } from 'node:path';
import { AskError } from '../ask/asker.ts';
import { keepFile, oldOf, putBack, readBytes, replaceFile } from './files.ts';
import { processAt, settingsOf, type HostProcess } from './process.ts';
import { GENERATED, type Context, type Recipe, type Step } from './recipe.ts';
import { comeAsStranger } from './stranger.ts';

const READS_LIKE = /^\s*(?:cluster|node|network|http|path|discovery|xpack)\./m;
const SECURITY = 'xpack.security.enabled';
const LINE = `${SECURITY}: true`;

interface Place {
  readonly of: HostProcess;
  readonly yml: string;
  readonly folder: string;
  readonly home: string;
}

/** The folders stand in the words that its start script gives to Java. */
async function placeOf(context: Context): Promise<Place> {
  const of = await processAt(context);
  const word = (name: string): string | undefined =>
    of.argv.find((each) => each.startsWith(`-D${name}=`))?.slice(name.length + 3);
  const folder = word('es.path.conf');
  const home = word('es.path.home');
  if (folder === undefined || home === undefined)
    throw new AskError('the process at this port is no Elasticsearch of its own package');
  if (word('es.distribution.flavor') !== 'default')
    throw new AskError('this Elasticsearch comes without X-Pack: only the firewall shuts it');
  const yml = await settingsOf(of, join(folder, 'elasticsearch.yml'), READS_LIKE);
  return { of, yml, folder, home };
}

export function withSecurity(text: string): string {
  if (!/^\s*discovery\.type\s*:\s*["']?single-node\b/m.test(text))
    throw new AskError('it may be a node of a cluster, which wants TLS between its nodes first');
  if (/^\s*xpack\s*:/m.test(text))
    throw new AskError('its settings of X-Pack are nested: set xpack.security.enabled there');
  const kept = text.split('\n').filter((line) => !line.trimStart().startsWith(SECURITY));
  if (kept.at(-1) === '') kept.pop();
  return [...kept, LINE, ''].join('\n');
}

const keystoreOf = ({ folder }: Place): string => join(folder, 'elasticsearch.keystore');

const password: Step = {
  id: 'first-password',
  title: 'put the first password of elastic into its key store',
  command: [`elasticsearch-keystore add --stdin --force bootstrap.password < ${GENERATED}`],
  evidence: 'none is lost',
  sessions: 'all stay',
  application: 'notices nothing yet',
  rollback: ['the key store that was saved, byte for byte'],
  verification: 'elastic is let in with it after the restart',
  isDone: async () => false,
  save: async (context) => {
    const place = await placeOf(context);
    return await keepFile(keystoreOf(place), context.plan.id);
  },
  async apply(context) {
    const { of, home, folder } = await placeOf(context);
    const as = ['setpriv', `--reuid=${of.uid}`, `--regid=${of.gid}`, '--clear-groups'];
    const tool = join(home, 'bin', 'elasticsearch-keystore');
    const words = ['add', '--stdin', '--force', 'bootstrap.password'];
    await context.run(
      [...as, 'env', `ES_PATH_CONF=${folder}`, tool, ...words],
      `${context.password}\n`,
    );
  },
  undo: async (_context, saved) => await putBack(saved),
};

const settings: Step = {
  id: 'security-on',
  title: 'write that it asks for a log-in',
  command: [`elasticsearch.yml of its process: ${LINE}`],
  evidence: 'none is lost',
  sessions: 'all stay: it reads this when it starts',
  application: 'notices nothing yet',
  rollback: ['the elasticsearch.yml that was saved, byte for byte'],
  verification: 'the line stands in the file',
  async isDone(context) {
    const text = await readBytes((await placeOf(context)).yml);
    return text.split('\n').includes(LINE);
  },
  save: async (context) => await keepFile((await placeOf(context)).yml, context.plan.id),
  async apply(_context, saved) {
    const { path, text } = await oldOf(saved);
    await replaceFile(path, withSecurity(text));
  },
  undo: async (_context, saved) => await putBack(saved, withSecurity),
};

const restart: Step = {
  id: 'restart',
  shuts: true,
  title: 'it is started again, by whoever runs it',
  command: ['systemctl restart elasticsearch, or as you start it; then this plan once more'],
  evidence:
    'WHAT IT HOLDS IN MEMORY IS LOST: who was connected (http.client_stats), counters of searches, tasks. The snapshot holds them',
  sessions: 'all end',
  application:
    'has no answer until the node is back and its shards are (a minute, with much data many), and is then refused until it comes as elastic with the password',
  rollback: ['it is started again with the old files, by whoever runs it'],
  verification: '/_cat/indices without a password is answered 401',
  isDone: async ({ access }) => (await comeAsStranger(access)).refused,
  save: async () => ({}),
  async apply() {
    throw new AskError(
      'it waits for a person: start Elasticsearch again, then give the same command once more',
    );
  },
  async undo({ access }) {
    return (await comeAsStranger(access)).refused
      ? 'the old files are back after this; start Elasticsearch again, it keeps the new settings until then'
      : undefined;
  },
};

export const elasticsearchSecurity: Recipe = {
  name: 'elasticsearch-security',
  layer: 'product',
  title:
    'Elasticsearch asks for a log-in from its next start on; until then only the firewall shuts it',
  makesPassword: true,
  async precheck(context) {
    if ((await comeAsStranger(context.access)).letIn === false)
      return 'it does not let strangers in any more';
    try {
      withSecurity(await readBytes((await placeOf(context)).yml));
      return undefined;
    } catch (error) {
      if (!(error instanceof AskError)) throw error;
      return error.message;
    }
  },
  steps: () => [password, settings, restart],
};
