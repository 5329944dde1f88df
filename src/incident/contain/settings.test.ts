import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { run } from '../../../lab/run.ts';
import { withServers } from '../../../lab/testing.ts';
import { meansFor, planOf, snapshot } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import type { CaseEvent } from '../../model/case.ts';
import type { Access } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { applyPlan, undoPlan } from './apply.ts';
import { withoutAnonymous } from './mqtt.ts';
import { withoutStrangers } from './nats.ts';
import { settingsOf } from './process.ts';
import { OWNER } from './settings-file.ts';
import { peersBefore } from './saved.ts';
import { comeAsStranger } from './stranger.ts';
import { verifyContainment } from './verify.ts';

const here = async (argv: readonly string[], input = ''): Promise<string> =>
  await run(argv, { input });

/** Shuts it by its file, looks at both verdicts, and takes it back; `ask` is what a session that is held asks. */
async function shutAndBack(access: Access, file: string, ask: string): Promise<void> {
  using folder = caseOn();
  const { found } = folder;
  await snapshot(found, access);
  const before = readFileSync(file);
  const names = readdirSync(dirname(file)).toSorted();
  const stranger = await openAsker(access);
  const { id } = planOf(found, access, 'product');
  const means = meansFor(access, { run: here });
  await applyPlan(found.folder, id, { approve: id, by: 'Ann', withoutSnapshot: undefined }, means);
  await expect(stranger.ask(ask)).rejects.toThrow(/hung up|reset|closed/);
  await using owner = await openAsker({ ...access, user: OWNER, password: means.password });
  await owner.ask(ask);
  const peers = peersBefore(found.folder);
  expect(peers).toHaveLength(1);
  const { newConnections, oldSessions } = await verifyContainment({
    owner: access,
    doors: [access],
    vantage: 'test',
    since: new Date(),
    ...(peers && { before: peers }),
    run: here,
  });
  expect([newConnections.held, oldSessions.held]).toEqual([true, true]);
  expect((await comeAsStranger(access)).refused).toBe(true);
  await undoPlan(found.folder, id, means);
  expect((await comeAsStranger(access)).letIn).toBe(true);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(dirname(file)).toSorted()).toEqual(names);
}

describe('shutting by a file that is read again', () => {
  withServers('mosquitto')('Mosquitto', () => {
    it('asks for an account, sends out who has none, and goes back byte for byte', async () => {
      await using server = await startServer('mosquitto', 'open');
      const access = ownerOf({ ...server, product: 'mqtt' });
      await shutAndBack(access, join(server.folder, 'mosquitto.conf'), '$SYS/broker/version');
    });
  });

  withServers('nats-server')('NATS', () => {
    it('asks for a password, sends out who has none, and goes back byte for byte', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'nightlatch-nats-'));
      const file = join(folder, 'nats.conf');
      await writeFile(file, 'server_name: lab # caf\u00e9\n', 'latin1');
      try {
        await run(['chmod', '755', folder]);
        await using server = await startServer('nats-server', 'open', {
          settings: { config: file },
        });
        const access = ownerOf({ ...server, product: 'nats' });
        await shutAndBack(access, file, 'INFO');
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
});

/** A stranger's watch, open before anything is shut. */
async function watching({ address, port }: Access): Promise<{ ended: Promise<string> }> {
  const socket = connect(port, address);
  socket.on('error', () => undefined);
  const body = '{"create_request":{"key":"YQ=="}}';
  socket.write(
    `POST /v3/watch HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => resolve('ended'));
  });
  await once(socket, 'data');
  return { ended };
}

withServers('etcd')('etcd', () => {
  it('asks for a log-in, goes on after a crash, and goes back', async () => {
    await using server = await startServer('etcd', 'open');
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf(server);
    await snapshot(found, access);
    const { id } = planOf(found, access, 'product');
    const { password } = meansFor(access);
    const watch = await watching(access);
    const told = (event: CaseEvent): void => {
      if (event.kind === 'step' && event.step === 'auth-enable' && event.state === 'doing')
        throw new Error('killed');
    };
    const approval = { approve: id, by: 'Ann', withoutSnapshot: undefined };
    const killed = applyPlan(
      found.folder,
      id,
      approval,
      meansFor(access, { password, told, run: here }),
    );
    await expect(killed).rejects.toThrow('killed');
    expect((await comeAsStranger(access)).letIn).toBe(true);
    await applyPlan(found.folder, id, approval, meansFor(access, { password, run: here }));
    // Authentication alone leaves it hearing values.
    await expect(watch.ended).resolves.toBe('ended');
    expect((await comeAsStranger(access)).says).toContain('HTTP 400');
    const owner = { ...access, user: 'root', password };
    await using root = await openAsker(owner);
    expect((await root.ask('POST /v3/auth/user/list {}')).text).toContain('"root"');
    await undoPlan(found.folder, id, meansFor(owner, { run: here }));
    expect((await comeAsStranger(access)).letIn).toBe(true);
    await using bare = await openAsker(access);
    expect((await bare.ask('POST /v3/auth/user/list {}')).text).not.toContain('root');
  });
});

describe('files that cannot be changed safely', () => {
  it.each([
    ['per_listener_settings true\nlistener 1883\n', /per_listener_settings/],
    ['listener 1883\ninclude_dir /etc/mosquitto/conf.d\n', /include_dir/],
  ])('are left alone by Mosquitto’s plan', (text, why) => {
    expect(() => withoutAnonymous(text, '/x')).toThrow(why);
  });

  it('keep accounts that are there', () => {
    const text = 'listener 1883\nallow_anonymous true\npassword_file /etc/pw';
    expect(withoutAnonymous(text, '/x')).toBe(
      'listener 1883\npassword_file /etc/pw\nallow_anonymous false\n',
    );
    const guest = 'no_auth_user: guest\nauthorization: { users: [] }\n';
    expect(withoutStrangers(guest, '/x')).toBe(`# ${guest}`);
  });

  it.each(['accounts { A: {} }\n', 'websocket { port: 1 }\n'])(
    'are left alone by that of NATS',
    (text) => {
      expect(() => withoutStrangers(text, '/x')).toThrow(/accounts|doors/);
    },
  );
});

describe('a file that a process names', () => {
  const of = {
    pid: 1,
    program: 'mosquitto',
    argv: [],
    folder: '/',
    uid: process.getuid?.() ?? 0,
    gid: 0,
    started: '',
  };

  it.each([
    ['none', undefined, /without a file/],
    ['a folder', '/etc', /no file/],
    ['what is not there', 'etc/nowhere', /no file/],
    ['what is no settings of it', '/etc/passwd', /does not read like/],
  ])('is left alone where it is %s', async (_, named, why) => {
    await expect(settingsOf(of, named, /^listener /m)).rejects.toThrow(why);
  });

  it('is left alone where it is somebody else’s', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nightlatch-named-'));
    const file = join(folder, 'mosquitto.conf');
    await writeFile(file, 'listener 1883\n');
    const stranger = { ...of, uid: 4_000_000 };
    const work = settingsOf(stranger, file, /^listener /m);
    // Root's files are taken for settings of whoever runs as somebody else.
    if (process.getuid?.() === 0) expect(await work).toBe(file);
    else await expect(work).rejects.toThrow(/belongs neither/);
    await rm(folder, { recursive: true });
  });
});
