/** etcd: a root account, and authentication on, without a restart. https://etcd.io/docs/v3.5/op-guide/authentication/rbac/ */
import { AskError, type Asker } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { cutAll } from './sockets.ts';
import { comeAsStranger } from './stranger.ts';
import { GENERATED, type Context, type Recipe, type Saved, type Step } from './recipe.ts';

const ROOT = 'root';
const tell = async (asker: Asker, path: string, body: object): Promise<string> =>
  (await asker.ask(`POST /v3/auth/${path} ${JSON.stringify(body)}`)).text;

async function has(asker: Asker, kind: 'user' | 'role'): Promise<boolean> {
  return (await tell(asker, `${kind}/list`, {})).includes(`"${ROOT}"`);
}

/** With the account given, or the password that was shown; without one where authentication is off. */
async function asRoot<T>(context: Context, work: (asker: Asker) => Promise<T>): Promise<T> {
  const { user, password, ...bare } = context.access;
  const given = password === undefined ? [] : [{ ...bare, user: user ?? ROOT, password }];
  for (const access of [...given, { ...bare, user: ROOT, password: context.password }, bare]) {
    try {
      await using asker = await openAsker(access);
      return await work(asker);
    } catch (error) {
      if (!(error instanceof AskError) || access === bare) throw error;
    }
  }
  throw new AskError('it did not let us in');
}

const isOn = async ({ access }: Context): Promise<boolean> =>
  (await comeAsStranger(access)).refused;

const account: Step = {
  id: 'root-account',
  title: 'make the account root, if there is none',
  command: [
    `POST /v3/auth/user/add {"name":"${ROOT}","password":"${GENERATED}"}`,
    `POST /v3/auth/role/add {"role":"${ROOT}"}`,
    `POST /v3/auth/user/grant {"user":"${ROOT}","role":"${ROOT}"}`,
  ],
  evidence: 'none is lost',
  sessions: 'sessions that are open stay open',
  application: 'notices nothing yet',
  rollback: ['the account and the role go, if they were made here'],
  verification: 'the list of users names it',
  isDone: async (context) =>
    await asRoot(
      context,
      async (asker) => (await has(asker, 'user')) && (await has(asker, 'role')),
    ),
  save: async (context) =>
    await asRoot(context, async (asker) => ({
      user: (await has(asker, 'user')) ? 'there' : 'none',
      role: (await has(asker, 'role')) ? 'there' : 'none',
    })),
  async apply(context, saved) {
    const { password } = context;
    await asRoot(context, async (asker) => {
      if (!(await has(asker, 'user'))) await tell(asker, 'user/add', { name: ROOT, password });
      if (!(await has(asker, 'role'))) await tell(asker, 'role/add', { name: ROOT });
      await tell(asker, 'user/grant', { user: ROOT, role: ROOT });
    });
    return saved['user'] === 'there' ? 'root was there: its password stays' : undefined;
  },
  async undo(context, saved: Saved) {
    await asRoot(context, async (asker) => {
      if (saved['user'] === 'none' && (await has(asker, 'user')))
        await tell(asker, 'user/delete', { name: ROOT });
      if (saved['role'] === 'none' && (await has(asker, 'role')))
        await tell(asker, 'role/delete', { role: ROOT });
    });
  },
};

const enable: Step = {
  id: 'auth-enable',
  shuts: true,
  title: 'ask for a log-in',
  command: ['POST /v3/auth/enable {}'],
  evidence: 'none is lost: no restart; the number of the revision and the metrics go on',
  sessions:
    'each request has to bring a token from now on, also on connections that are open; a watch that runs goes on hearing values until its connection ends',
  application: 'each of its requests is refused until it logs in; watches that it has go on',
  rollback: ['POST /v3/auth/disable {}'],
  verification: 'a range over the keys without a token is answered HTTP 400, code 3',
  isDone: isOn,
  save: async () => ({ auth: 'off' }),
  async apply(context) {
    await asRoot(context, async (asker) => await tell(asker, 'enable', {}));
  },
  async undo(context) {
    if (await isOn(context))
      await asRoot(context, async (asker) => await tell(asker, 'disable', {}));
  },
};

export const etcdAuth: Recipe = {
  name: 'etcd-auth',
  layer: 'product',
  title: 'etcd asks for a log-in',
  makesPassword: true,
  async precheck({ access }) {
    return (await comeAsStranger(access)).letIn === false
      ? 'it does not let strangers in any more'
      : undefined;
  },
  steps: ({ port }) => [account, enable, cutAll(port)],
};
