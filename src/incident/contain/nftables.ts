/**
 * The host's firewall, IPv4 and IPv6 alike, in a table of its own: nothing else is touched, and taking the table away is
 * the whole way back. A temporary block is an element with a time-out: the kernel lifts it, whether or not we still run.
 * https://wiki.nftables.org/wiki-nftables/index.php/Sets
 */
import { peersAt } from './process.ts';
import {
  applicationOf,
  nothing,
  type Context,
  type Recipe,
  type Settings,
  type Step,
} from './recipe.ts';

const TABLE = 'nightlatch';
const PRIORITY = -10;

const tableOf = ({ id }: Settings): string => `${TABLE}_${id}`;

function rulesOf(port: number, plan: Settings): string {
  const four = plan.allow.filter((network) => !network.includes(':'));
  const six = plan.allow.filter((network) => network.includes(':'));
  const timeout = plan.seconds > 0 ? ` timeout ${plan.seconds}s` : '';
  return [
    `table inet ${tableOf(plan)} {`,
    `  set shut { type inet_service; flags timeout; elements = { ${port}${timeout} } }`,
    `  chain input { type filter hook input priority ${PRIORITY}; policy accept;`,
    '    iif "lo" accept',
    ...(four.length > 0 ? [`    ip saddr { ${four.join(', ')} } accept`] : []),
    ...(six.length > 0 ? [`    ip6 saddr { ${six.join(', ')} } accept`] : []),
    '    tcp dport @shut counter drop',
    '    udp dport @shut counter drop',
    '  }',
    '}',
    '',
  ].join('\n');
}

async function isThere({ run, plan }: Context): Promise<boolean> {
  try {
    await run(['nft', 'list', 'table', 'inet', tableOf(plan)]);
    return true;
  } catch {
    return false;
  }
}

/** Sockets whose other end is no network that may come. */
function cutWords(port: number, plan: Settings): string[] {
  const allowed = [
    '127.0.0.0/8',
    '[::1]',
    ...plan.allow.map((each) => (each.includes(':') ? `[${each}]` : each)),
  ];
  const others = allowed.flatMap((network) => ['and', 'not', 'dst', network]);
  return ['ss', '-K', '-tn', 'state', 'established', 'sport', '=', `:${port}`, ...others];
}

const block = (port: number, settings: Settings): Step => ({
  id: 'block',
  shuts: true,
  title: `let only the networks named come to port ${port}`,
  command: ['nft -f -', rulesOf(port, settings)],
  evidence: 'none is lost: the store runs on, its memory and logs stay',
  sessions: 'packets of open sessions are dropped too, but the sessions live on in the store',
  application: applicationOf(settings, 'this host and'),
  rollback: [`nft delete table inet ${tableOf(settings)}`],
  verification: 'a connection from another network finds no answer, on IPv4 and on IPv6',
  isDone: isThere,
  save: async ({ run }) => ({ ruleset: await run(['nft', 'list', 'ruleset']) }),
  apply: async ({ run }) => {
    await run(['nft', '-f', '-'], rulesOf(port, settings));
  },
  undo: async (context) => {
    if (await isThere(context))
      await context.run(['nft', 'delete', 'table', 'inet', tableOf(settings)]);
  },
});

const cut = (port: number, settings: Settings): Step => ({
  id: 'end-sessions',
  title: 'cut sockets of other networks',
  command: [cutWords(port, settings).join(' ')],
  evidence: 'the store and the kernel forget them: the snapshot holds both',
  sessions: 'those of other networks end; those that may come stay',
  application: 'loses its connections where its network is not among those that may come',
  rollback: [],
  verification: 'ss shows none of another network',
  isDone: async () => false,
  save: async ({ run, access }) => ({ peers: await peersAt({ run, access }) }),
  apply: async ({ run }) => {
    await run(cutWords(port, settings));
  },
  undo: nothing,
});

/** Why nft cannot be used here. */
export async function lacksNft({ run }: Pick<Context, 'run'>): Promise<string | undefined> {
  try {
    await run(['nft', 'list', 'tables']);
    return undefined;
  } catch {
    return 'nft cannot be run here: it needs root on the host of the store';
  }
}

/** Also for a port that another layer shuts on another way in. */
export const hostSteps = (port: number, settings: Settings): readonly Step[] => [
  block(port, settings),
  cut(port, settings),
];

export const nftables: Recipe = {
  name: 'nftables',
  layer: 'nftables',
  title: 'The host’s firewall lets only the networks named come',
  makesPassword: false,
  precheck: lacksNft,
  steps: ({ port }, settings) => hostSteps(port, settings),
};
