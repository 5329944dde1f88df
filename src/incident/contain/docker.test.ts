/** A port that a real container publishes: what Docker forwards, and what its proxy takes past DOCKER-USER. */
import { createReadStream } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { makeNetwork } from '../../../lab/namespace.ts';
import { inNamespace, run } from '../../../lab/run.ts';
import { withNetworks } from '../../../lab/testing.ts';
import { meansFor, planOf } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import type { Means } from './apply.ts';
import { applyPlan, planStatus, undoPlan } from './apply.ts';

const PUBLISHED = 14_222;
const PORT = '4222/tcp';

/** A question to the engine over its socket; an answer of 300 or more throws. */
const engine =
  (socketPath: string) =>
  async (path: string, body?: object | Readable): Promise<void> => {
    const isTar = body !== undefined && 'pipe' in body;
    const headers = { 'Content-Type': isTar ? 'application/x-tar' : 'application/json' };
    await new Promise<void>((resolve, reject) => {
      const asking = request({ socketPath, path, method: 'POST', headers }, (answer) => {
        answer.resume();
        answer.once('end', () => {
          if ((answer.statusCode ?? 500) < 300) resolve();
          else reject(new Error(`${path}: ${answer.statusCode}`));
        });
      });
      asking.once('error', reject);
      if (isTar) body.pipe(asking);
      else asking.end(body && JSON.stringify(body));
    });
  };

/** An image out of one program and the libraries that it names, without any registry. */
async function pack(program: string, folder: string): Promise<Readable> {
  const tar = join(folder, 'image.tar');
  const libraries = `ldd "$1" | grep -o '/[^ ]*'`;
  await run(['sh', '-c', `tar -chf "$0" "$1" $(${libraries}) 2>&1`, tar, program]);
  return createReadStream(tar);
}

withNetworks('dockerd', 'nats-server')('shutting a port that Docker publishes', () => {
  it('shuts both ways in, and takes back its own rules alone', async () => {
    await using network = await makeNetwork();
    const { netns, address, address6 } = network.server;
    await using server = await startServer('dockerd', 'bridge', { netns, address });
    const tell = engine(join(server.folder, 'docker.sock'));
    const program = (await run(['sh', '-c', 'readlink -f "$(command -v nats-server)"'])).trim();
    await tell('/images/create?fromSrc=-&repo=lab&tag=1', await pack(program, server.folder));
    await tell('/containers/create?name=lab-nats', {
      Image: 'lab:1',
      Cmd: [program],
      ExposedPorts: { [PORT]: {} },
      HostConfig: { PortBindings: { [PORT]: [{ HostPort: String(PUBLISHED) }] } },
    });
    await tell('/containers/lab-nats/start');
    const greeting = async (from: string): Promise<string> => {
      const script = `exec 3<>/dev/tcp/${from}/${PUBLISHED} && head -c 4 <&3`;
      const said = network.exec('client', ['timeout', '0.7', 'bash', '-c', script]);
      return await said.catch(() => 'silent');
    };
    const both = async () => [await greeting(address), await greeting(address6)];
    await expect.poll(both, { timeout: 10_000 }).toEqual(['INFO', 'INFO']);
    using folder = caseOn();
    const { found } = folder;
    const rules: Means['run'] = async (argv, input = '') =>
      await run([...inNamespace(netns), ...argv], { input });
    const listed = async () => [
      await rules(['iptables', '-S']),
      await rules(['nft', 'list', 'tables']),
    ];
    const before = await listed();
    const access = ownerOf({ product: 'nats', address, port: PUBLISHED });
    const held = network.exec('client', [
      'timeout',
      '20',
      'bash',
      '-c',
      `exec 3<>/dev/tcp/${address6}/${PUBLISHED}; cat <&3 >/dev/null; echo ended`,
    ]);
    const { id } = planOf(found, access, 'docker-user', { allow: ['198.51.100.0/24'] });
    const means = meansFor(access, { run: rules });
    await applyPlan(found.folder, id, { approve: id, by: 'Ann', withoutSnapshot: 'a test' }, means);
    expect(await both()).toEqual(['silent', 'silent']);
    expect(await held).toBe('ended\n');
    expect(await planStatus(found.folder, id, means)).toMatchObject({
      door: 'new',
      stoppedAt: null,
    });
    await undoPlan(found.folder, id, means);
    expect(await both()).toEqual(['INFO', 'INFO']);
    expect(await listed()).toEqual(before);
    await tell('/containers/lab-nats/kill');
  });
});
