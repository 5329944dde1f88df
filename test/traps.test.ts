import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { spring, TRAPS } from '../lab/traps/index.ts';
import { suggestionsFor, usualPorts } from '../src/catalogue/products.ts';
import { ask, type Asked } from './ask.ts';

/** Words that say that a stranger was let in. */
const POSITIVE = ['open', 'partial', 'passwordless', 'default-password', 'unclaimed'];
const AT_ONCE = 24;

type Trap = (typeof TRAPS)[number];

/** With every leave that an operator can give; answers come at once or never. */
async function askTrap(trap: Trap, at: { address: string; port: number }): Promise<Asked> {
  await using sprung = await spring(trap, at.address, at.port);
  const limits = { answer: 400, total: 12_000 };
  const { address } = at;
  return await ask({
    address,
    port: sprung.port,
    accounts: 'default',
    wishes: { closely: true },
    limits,
  });
}

/** Those of HTTP at every port where a product may be guessed at; others once for each way of talking. */
function portsFor({ id }: Trap): number[] {
  const ports = usualPorts();
  const familiesAt = (port: number): string[] => suggestionsFor(port).map(({ family }) => family);
  if (id.startsWith('http-')) return ports.filter((port) => familiesAt(port).includes('http'));
  const firsts = new Map(ports.map((port) => [familiesAt(port).join(), port]));
  return [...firsts.values()];
}

async function isFree(address: string, port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, address, () => resolve(true));
  });
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return free;
}

async function allOf<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results.push(await make(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

describe.concurrent.each(TRAPS.map((trap, index) => [trap.id, trap, index] as const))(
  '%s',
  (_id, trap, index) => {
    it(`which ${trap.does} is nobody's open door`, async () => {
      const asked = await askTrap(trap, { address: '127.0.0.1', port: 0 });
      expect(POSITIVE, asked.reason).not.toContain(asked.access);
      expect(asked.reason).toMatch(/\.$/);
      expect(asked.undeclared).toBe(0);
    });

    it('nor at the usual port of any product', async () => {
      const address = `127.67.${index}.1`;
      const ports = portsFor(trap);
      const wrong = await allOf(ports, async (port) => {
        // Somebody has this port at every address of this machine, or it is the administrator's to take.
        if (!(await isFree(address, port))) return undefined;
        const { access, product, reason, undeclared, connections } = await askTrap(trap, {
          address,
          port,
        });
        const isRight = !POSITIVE.includes(access) && undeclared === 0 && connections <= 8;
        return isRight ? undefined : { port, product, access, reason, undeclared, connections };
      });
      expect(wrong.filter(Boolean)).toEqual([]);
    }, 120_000);
  },
);

it.each(['echo', 'echo-in-words'])('%s speaks no protocol', async (id) => {
  const trap = TRAPS.find((each) => each.id === id);
  if (!trap) throw new Error(`no trap ${id}`);
  const asked = await askTrap(trap, { address: '127.0.0.1', port: 0 });
  expect(asked).toMatchObject({ access: 'unknown', protocol: null });
});
