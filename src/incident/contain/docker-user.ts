/**
 * Ports that Docker publishes are forwarded and never see the host's INPUT chain; DOCKER-USER is the place that Docker
 * leaves to its operator: https://docs.docker.com/engine/network/packet-filtering-firewalls/. What is not forwarded (IPv6
 * where the bridge has none) is taken by docker-proxy on the host, past that chain: the host's own rules shut that way.
 */
import { hostSteps, lacksNft } from './nftables.ts';
import { applicationOf, type Context, type Recipe, type Settings, type Step } from './recipe.ts';

const CHAIN = 'DOCKER-USER';
const TOOLS = { 4: 'iptables', 6: 'ip6tables' } as const;
type Version = keyof typeof TOOLS;

/** The port as it was asked for, before Docker translated it. */
const matching = (port: number, { id }: Settings): string[] =>
  `-p tcp -m conntrack --ctorigdstport ${port} --ctdir ORIGINAL -m comment --comment nightlatch-${id}`.split(
    ' ',
  );

/** The last one that is put in stands first, so the drop goes in before those that may come. */
function rulesFor(version: Version, port: number, plan: Settings): string[][] {
  const allowed = plan.allow.filter((network) => network.includes(':') === (version === 6));
  const drop = [...matching(port, plan), '-j', 'DROP'];
  return [
    drop,
    ...allowed.map((network) => ['-s', network, ...matching(port, plan), '-j', 'RETURN']),
  ];
}

async function succeeds({ run }: Context, argv: readonly string[]): Promise<boolean> {
  try {
    await run(argv);
    return true;
  } catch {
    return false;
  }
}

const hasChain = async (context: Context, version: Version): Promise<boolean> =>
  await succeeds(context, [TOOLS[version], '-n', '-L', CHAIN]);

async function eachRule(
  context: Context,
  port: number,
  act: (tool: string, rule: readonly string[], isThere: boolean) => Promise<void>,
): Promise<void> {
  for (const version of [4, 6] as const) {
    if (!(await hasChain(context, version))) continue;
    for (const rule of rulesFor(version, port, context.plan)) {
      const isThere = await succeeds(context, [TOOLS[version], '-C', CHAIN, ...rule]);
      await act(TOOLS[version], rule, isThere);
    }
  }
}

const block = (port: number, settings: Settings): Step => ({
  id: 'block-forwarded',
  shuts: true,
  title: `let only the networks named come to the published port ${port}`,
  command: ([4, 6] as const).flatMap((version) =>
    rulesFor(version, port, settings).map(
      (rule) => `${TOOLS[version]} -I ${CHAIN} ${rule.join(' ')}`,
    ),
  ),
  evidence: 'none is lost: the container runs on',
  sessions:
    'packets of open sessions are dropped too; the sessions live on in the container until they time out',
  application: applicationOf(settings, 'containers of the same network and'),
  rollback: ([4, 6] as const).flatMap((version) =>
    rulesFor(version, port, settings).map(
      (rule) => `${TOOLS[version]} -D ${CHAIN} ${rule.join(' ')}`,
    ),
  ),
  verification: 'a connection from another network finds no answer',
  async isDone(context) {
    let isWhole = true;
    await eachRule(context, port, async (_tool, _rule, isThere) => {
      isWhole &&= isThere;
    });
    return isWhole;
  },
  save: async ({ run }) => ({
    four: await run(['iptables-save']),
    six: await run(['ip6tables-save']),
  }),
  apply: async (context) =>
    await eachRule(context, port, async (tool, rule, isThere) => {
      if (!isThere) await context.run([tool, '-I', CHAIN, ...rule]);
    }),
  undo: async (context) =>
    await eachRule(context, port, async (tool, rule, isThere) => {
      if (isThere) await context.run([tool, '-D', CHAIN, ...rule]);
    }),
});

export const dockerUser: Recipe = {
  name: 'docker-user',
  layer: 'docker-user',
  title: 'A port that Docker publishes lets only the networks named come',
  makesPassword: false,
  precheck: async (context) =>
    (await hasChain(context, 4))
      ? await lacksNft(context)
      : `no chain ${CHAIN} is here: Docker publishes nothing on this host`,
  steps({ port }, settings) {
    // No rule of iptables lifts itself.
    const lasting = { ...settings, seconds: 0 };
    return [block(port, lasting), ...hostSteps(port, lasting)];
  },
};
