import { connect, type Socket } from 'node:net';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAB_PASSWORD, LAB_USER, startServer } from '../../../lab/index.ts';
import { makeNetwork } from '../../../lab/namespace.ts';
import { run } from '../../../lab/run.ts';
import { withNetworks, withServers } from '../../../lab/testing.ts';
import { meansFor, planOf, snapshot } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import type { Access } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { applyPlan, undoPlan } from './apply.ts';
import { comeAsStranger } from './stranger.ts';
import { verifyContainment } from './verify.ts';

const BY = { by: 'Ann', withoutSnapshot: undefined };
/** What a driver, or our own line, says of a session that the server ended. */
const ENDED = /57P01|terminat|closed|hung up|reset|ECONN|EPIPE|not queryable/i;

/** An application's or a stranger's session that stays. */
async function hold({ address, port }: Access, hello: string): Promise<Socket> {
  const socket = connect(port, address);
  socket.on('error', () => undefined);
  socket.write(hello);
  await new Promise((resolve) => {
    socket.once('data', resolve);
  });
  return socket;
}

withServers('redis')('shutting Redis', () => {
  it('waits for the snapshot, or for a reason that is recorded, and for a name', async () => {
    await using server = await startServer('redis', 'open');
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf(server);
    const { id } = planOf(found, access, 'product');
    const means = meansFor(access);
    const apply = async (approval: object) =>
      await applyPlan(found.folder, id, { ...BY, approve: id, ...approval }, means);
    await expect(apply({})).rejects.toThrow(/no snapshot is taken/);
    await expect(apply({ withoutSnapshot: 'it is being wiped', by: ' ' })).rejects.toThrow(/--by/);
    await expect(apply({ withoutSnapshot: 'it is being wiped', approve: 'x' })).rejects.toThrow(
      /--approve/,
    );
    expect((await comeAsStranger(access)).letIn).toBe(true);
    await apply({ withoutSnapshot: 'it is being wiped' });
    expect((await comeAsStranger(access)).refused).toBe(true);
    const journal = readFileSync(join(found.folder, 'journal.jsonl'), 'utf8');
    expect(journal).toContain('it is being wiped');
    expect(journal).not.toContain(means.password);
  });

  it('sends old sessions out, which a password alone does not, and says both', async () => {
    await using server = await startServer('redis', 'open');
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf(server);
    await snapshot(found, access);
    const stranger = await hold(access, 'PING\r\n');
    const ended = new Promise((resolve) => {
      stranger.once('close', resolve);
    });
    const means = meansFor(access);
    await using owner = await openAsker(access);
    await owner.ask(`CONFIG SET requirepass ${means.password}`);
    const known = { ...access, password: means.password };
    // Sessions that are a second old, seen from a moment before they began.
    const verify = async (since: Date) =>
      await verifyContainment({ owner: known, doors: [access], vantage: 'test', since });
    const half = await verify(new Date(Date.now() + 10_000));
    expect([half.newConnections.held, half.oldSessions.held]).toEqual([true, false]);
    await owner.ask('CONFIG SET requirepass ');
    const { id } = planOf(found, access, 'product');
    await applyPlan(found.folder, id, { ...BY, approve: id }, means);
    await ended;
    const whole = await verify(new Date());
    expect([whole.newConnections.held, whole.oldSessions.held]).toEqual([true, true]);
    await undoPlan(found.folder, id, meansFor(known));
    expect((await comeAsStranger(access)).letIn).toBe(true);
  });
});

describe('shutting by the product’s own settings', () => {
  const known = { user: LAB_USER, password: LAB_PASSWORD };

  withServers('postgresql')('PostgreSQL', () => {
    it('trusts nobody, sends everybody out, and goes back byte for byte', async () => {
      await using server = await startServer('postgresql', 'open');
      using folder = caseOn();
      const { found } = folder;
      const access = ownerOf(server, known);
      await snapshot(found, access);
      const hba = join(server.folder, 'data', 'pg_hba.conf');
      writeFileSync(hba, `${readFileSync(hba, 'utf8')}# ldapbindpasswd=canary-of-ldap\n`);
      const before = readFileSync(hba, 'utf8');
      const { user: _, password: __, ...bare } = access;
      const stranger = await openAsker(bare);
      await using owner = await openAsker(access);
      await owner.ask("ALTER ROLE postgres PASSWORD 'md500000000000000000000000000000000'");
      const { id } = planOf(found, access, 'product');
      await applyPlan(found.folder, id, { ...BY, approve: id }, meansFor(access));
      await expect(stranger.ask('SELECT 1')).rejects.toThrow(ENDED);
      const verification = { owner: access, doors: [access], vantage: 'test', since: new Date() };
      const { newConnections, oldSessions } = await verifyContainment(verification);
      expect([newConnections.held, oldSessions.held]).toEqual([true, true]);
      expect((await comeAsStranger(access)).refused).toBe(true);
      await undoPlan(found.folder, id, meansFor(access));
      expect(readFileSync(hba, 'utf8')).toBe(before);
      // It had a password before the plan, and has it still.
      await using again = await openAsker(access);
      const kept = await again.ask("SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'");
      expect(kept.text).toContain('md5000');
      // Settings may hold passwords of other servers: none of them is in the case.
      for (const name of readdirSync(found.folder).filter((each) => each.startsWith('plan-')))
        expect(readFileSync(join(found.folder, name), 'latin1')).not.toContain('canary-of-ldap');
      await expect.poll(async () => (await comeAsStranger(access)).letIn).toBe(true);
    });
  });

  withServers('mariadb')('MariaDB', () => {
    it('has no account without a password, and goes back', async () => {
      await using server = await startServer('mariadb', 'open');
      using folder = caseOn();
      const { found } = folder;
      const access = ownerOf(server);
      await snapshot(found, access);
      const stranger = await openAsker(access);
      const { id } = planOf(found, access, 'product');
      const means = meansFor(access);
      await applyPlan(found.folder, id, { ...BY, approve: id }, means);
      await expect(stranger.ask('SELECT 1')).rejects.toThrow(ENDED);
      expect((await comeAsStranger(access)).says).toContain('1045');
      const owner = { ...access, user: 'root', password: means.password };
      const verification = { owner, doors: [access], vantage: 'test', since: new Date() };
      const { newConnections, oldSessions } = await verifyContainment(verification);
      expect([newConnections.held, oldSessions.held]).toEqual([true, true]);
      await undoPlan(found.folder, id, meansFor(owner));
      expect((await comeAsStranger(access)).letIn).toBe(true);
    });
  });

  withServers('clickhouse')('ClickHouse', () => {
    it('asks for a password without a restart, and goes back', async () => {
      await using server = await startServer('clickhouse', 'open', { settings: { rows: '10' } });
      using folder = caseOn();
      const { found } = folder;
      const access = ownerOf(server);
      await snapshot(found, access);
      const usersFile = join(server.folder, 'users.xml');
      const { id } = planOf(found, access, 'product', { usersFile });
      const means = meansFor(access);
      await applyPlan(found.folder, id, { ...BY, approve: id }, means);
      expect((await comeAsStranger(access)).says).toMatch(/code (?:194|516)/);
      await using owner = await openAsker({ ...access, user: 'default', password: means.password });
      expect((await owner.ask('SELECT 1')).text).toBe('1\n');
      await undoPlan(found.folder, id, meansFor(access));
      expect((await comeAsStranger(access)).letIn).toBe(true);
    });
  });
});

withNetworks('redis')('shutting by the firewall, in a network of the test’s own', () => {
  const inside =
    (netns: string) =>
    async (argv: readonly string[], input = ''): Promise<string> =>
      await run(['nsenter', `--net=/run/netns/${netns}`, ...argv], { input });

  it('drops strangers on IPv4 and IPv6, cuts their sockets, lifts itself, and leaves nothing', async () => {
    await using network = await makeNetwork();
    await using server = await startServer('redis', 'open', {
      netns: network.server.netns,
      address: network.server.address,
      port: 6379,
    });
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf({ ...server, product: 'redis', address: network.server.address });
    const cli = ['redis-cli', '-h', network.server.address, 'CONFIG', 'SET'];
    await network.exec('server', [...cli, 'bind', '0.0.0.0 ::']);
    await network.exec('server', [...cli, 'protected-mode', 'no']);
    const ping = async (address: string): Promise<string> => {
      const words = ['timeout', '1', 'redis-cli', '-h', address, '-p', '6379', 'PING'];
      return (await network.exec('client', words).catch(() => 'silent')).trim();
    };
    const both = async () => [
      await ping(network.server.address),
      await ping(network.server.address6),
    ];
    // IPv6 takes a moment to find its neighbour.
    await expect.poll(both, { timeout: 8000 }).toEqual(['PONG', 'PONG']);
    const rules = inside(network.server.netns);
    const before = await rules(['nft', 'list', 'ruleset']);
    const means = meansFor(access, { run: rules });
    const apply = async (wish: object): Promise<string> => {
      const { id } = planOf(found, access, 'nftables', wish);
      await applyPlan(
        found.folder,
        id,
        { approve: id, by: 'Ann', withoutSnapshot: 'a test' },
        means,
      );
      return id;
    };
    const id = await apply({ allow: ['198.51.100.0/24', '2001:db8:5::/64'] });
    expect(await both()).toEqual(['silent', 'silent']);
    await apply({ allow: ['198.51.100.0/24', '2001:db8:5::/64'] });
    await undoPlan(found.folder, id, means);
    await expect.poll(both, { timeout: 8000 }).toEqual(['PONG', 'PONG']);
    expect(await rules(['nft', 'list', 'ruleset'])).toBe(before);
    const allowed = await apply({ allow: [`${network.client.address}/32`] });
    expect(await both()).toEqual(['PONG', 'silent']);
    await undoPlan(found.folder, allowed, means);
    await apply({ seconds: 2 });
    expect(await ping(network.server.address)).toBe('silent');
    await expect
      .poll(async () => await ping(network.server.address), { timeout: 8000 })
      .toBe('PONG');
  });

  it('puts its rules into DOCKER-USER once, and takes out its own alone', async () => {
    await using network = await makeNetwork();
    using folder = caseOn();
    const { found } = folder;
    const rules = inside(network.server.netns);
    for (const tool of ['iptables', 'ip6tables']) {
      await rules([tool, '-N', 'DOCKER-USER']);
      await rules([tool, '-A', 'DOCKER-USER', '-j', 'RETURN']);
      await rules([tool, '-I', 'FORWARD', '-j', 'DOCKER-USER']);
    }
    const listed = async () => [
      await rules(['iptables', '-S', 'DOCKER-USER']),
      await rules(['ip6tables', '-S', 'DOCKER-USER']),
    ];
    const before = await listed();
    const access = {
      ...ownerOf({ product: 'redis', address: network.server.address, port: 6379 }),
    };
    const { id } = planOf(found, access, 'docker-user', { allow: ['198.51.100.0/24'] });
    const means = meansFor(access, { run: rules });
    const approval = { approve: id, by: 'Ann', withoutSnapshot: 'a test' };
    await applyPlan(found.folder, id, approval, means);
    await applyPlan(found.folder, id, approval, means);
    const [four = '', six = ''] = await listed();
    expect(four.match(/nightlatch-/g)).toHaveLength(2);
    expect(four.indexOf('RETURN')).toBeLessThan(four.indexOf('DROP'));
    expect(six.match(/nightlatch-/g)).toHaveLength(1);
    await undoPlan(found.folder, id, means);
    expect(await listed()).toEqual(before);
  });
});
