/** Redis: a password without a restart. https://redis.io/docs/latest/operate/oss_and_stack/management/security/ */
import { AskError, type Asker } from '../ask/asker.ts';
import { comeAsStranger } from './stranger.ts';
import { GENERATED, nothing, type Recipe, type Step } from './recipe.ts';

const FORGETS = 'the password holds until the next restart only';

/** The file that it was started with, which CONFIG REWRITE writes anew. */
async function fileOf(asker: Asker): Promise<string> {
  const { text } = await asker.ask('INFO server');
  return /^config_file:(\S+)/m.exec(text)?.[1] ?? '';
}

/** What CONFIG SET changes is forgotten with a restart: https://redis.io/docs/latest/commands/config-rewrite/ */
const keep: Step = {
  id: 'keep-password',
  title: 'keep it over a restart',
  command: ['CONFIG REWRITE'],
  evidence: 'none is lost',
  sessions: 'sessions stay',
  application: 'notices nothing of this',
  rollback: [
    'CONFIG SET requirepass ""',
    'CONFIG REWRITE (the line goes; the file stays in the order in which Redis writes it)',
  ],
  verification: 'after a restart a stranger is refused still',
  isDone: async () => false,
  save: async ({ asker }) => ({ file: await fileOf(await asker()) }),
  async apply({ asker }, saved) {
    if (saved['file'] === '') return `it was started without a file of settings: ${FORGETS}`;
    try {
      await (await asker()).ask('CONFIG REWRITE');
      return undefined;
    } catch (error) {
      if (!(error instanceof AskError)) throw error;
      return `it could not write its file of settings: ${FORGETS}`;
    }
  },
  async undo({ asker }, saved) {
    const owner = await asker();
    // The last word is empty.
    await owner.ask('CONFIG SET requirepass ');
    if (saved['file'] !== '') await owner.ask('CONFIG REWRITE');
  },
};

export const redisPassword: Recipe = {
  name: 'redis-password',
  layer: 'product',
  title: 'Redis asks for a password, and whoever is inside is sent out',
  makesPassword: true,
  async precheck({ access }) {
    const { letIn } = await comeAsStranger(access);
    return letIn === false ? 'it does not let strangers in any more' : undefined;
  },
  steps: () => [
    {
      id: 'set-password',
      shuts: true,
      title: 'ask for a password',
      command: [`CONFIG SET requirepass ${GENERATED}`],
      evidence: 'none is lost: counters, logs and memory stay',
      sessions: 'sessions that are open stay open: a new password sends nobody out',
      application:
        'works on with the connections that it has; each new one is refused until it has the password',
      rollback: ['CONFIG SET requirepass ""'],
      verification: 'DBSIZE without a password is answered -NOAUTH',
      isDone: async ({ access }) => (await comeAsStranger(access)).refused,
      save: async () => ({ requirepass: 'none' }),
      apply: async ({ asker, password }) => {
        await (await asker()).ask(`CONFIG SET requirepass ${password}`);
      },
      undo: async ({ asker }) => {
        await (await asker()).ask('CONFIG SET requirepass ');
      },
    },
    {
      id: 'end-sessions',
      title: 'end every other session',
      command: [
        'CLIENT KILL TYPE normal SKIPME yes',
        'CLIENT KILL TYPE pubsub SKIPME yes',
        'CLIENT KILL TYPE replica SKIPME yes',
      ],
      evidence: 'CLIENT LIST forgets them: the snapshot holds it',
      sessions: 'all end, the application’s too',
      application:
        'loses its connections, subscriptions and transactions; it is out until it has the password',
      rollback: [],
      verification: 'CLIENT LIST shows none that is older',
      isDone: async () => false,
      save: async () => ({}),
      apply: async ({ asker }) => {
        const owner = await asker();
        for (const type of ['normal', 'pubsub', 'replica'])
          await owner.ask(`CLIENT KILL TYPE ${type} SKIPME yes`);
      },
      undo: nothing,
    },
    keep,
  ],
};
