import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificate } from '../lab/certificates.ts';
import { LAB_PASSWORD, startServer, type LabServer } from '../lab/index.ts';
import { makeNetwork, type Network } from '../lab/namespace.ts';
import { inNamespace } from '../lab/run.ts';
import { withNetworks } from '../lab/testing.ts';
import { RunDocument } from '../src/model/run.ts';
import { canaries, canariesBelow, canariesIn } from './canaries.ts';
import { nightlatch } from './run-cli.ts';

/** Answers every command of a Redis client as one without a password given does, and prints what it hears. */
const LISTENER = `require('node:net').createServer((socket) => {
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    process.stdout.write(bytes);
    const commands = bytes.toString('latin1').match(/(?<=^|\\n)\\*\\d+\\r/g) ?? [];
    socket.write('-NOAUTH Authentication required.\\r\\n'.repeat(commands.length));
  });
}).listen(6390, process.argv[1], () => process.stdout.write('ready'))`;

withNetworks(
  'postgresql',
  'nats-server',
  'mosquitto',
  'slapd',
)('credentials on a wire', () => {
  let network: Network;
  let postgresql: LabServer;
  let listener: ChildProcess;
  let heard = '';
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nightlatch-credentials-'));
    network = await makeNetwork();
    const { netns, address } = network.server;
    postgresql = await startServer('postgresql', 'tls', { netns, port: 5432, address });
    const target = `host=${address} user=postgres password=${LAB_PASSWORD} sslmode=require`;
    const make = `CREATE ROLE reader LOGIN PASSWORD '${canaries.password}'; GRANT SELECT ON customers TO reader`;
    await network.exec('server', ['psql', '-qAt', target, '-c', make]);
    const node = [process.execPath, '-e', LISTENER, address];
    const [program = '', ...words] = [...inNamespace(netns), ...node];
    listener = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => {
      listener.stdout?.on('data', (bytes: Buffer) => {
        heard += bytes.toString('latin1');
        resolve(undefined);
      });
    });
  });
  afterAll(async () => {
    listener.kill();
    await postgresql.stop();
    await network[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  async function audit(
    authority: string,
    ports: readonly number[] = [5432, 6390],
    user = 'reader',
    secret: string = canaries.password,
  ): Promise<RunDocument['observations']> {
    const { address } = network.server;
    const config = join(folder, 'nightlatch.yaml');
    const lent = (port: number): string =>
      `  - target: ${address}:${port}\n    user: ${user}\n    password_env: LENT\n${authority}`;
    writeFileSync(config, `credentials:\n${ports.map(lent).join('')}`);
    const saved = join(folder, 'saved');
    const html = join(folder, 'report.html');
    const words = ['--config', config, '--i-own', address, '--save', saved, '--verbose'];
    const formats = ['--format', 'html', '--output', html, '--format', 'json'];
    const targets = ports.map((port) => `${address}:${port}`);
    const { out, err } = await nightlatch(['audit', ...targets, ...words, ...formats], {
      netns: network.client.netns,
      env: { LENT: secret },
    });
    expect(canariesIn(out + err + heard)).toEqual([]);
    expect(await canariesBelow(folder)).toEqual([]);
    expect(readFileSync(html, 'utf8')).toMatch(/<html/);
    if (out === '') throw new Error(err);
    return RunDocument.parse(JSON.parse(out)).observations;
  }

  it('leave inside TLS that verifies, and not in clear', async () => {
    const { ca } = await certificate('good', network.server.address);
    const seen = await audit(`    ca_file: ${ca}\n`);
    const [database, plain] = seen.toSorted((a, b) => a.endpoint.port - b.endpoint.port);
    expect(database).toMatchObject({
      access: 'protected',
      credential: { outcome: 'used', canWrite: false },
    });
    expect(database?.inventory?.items.map(({ name }) => name)).toContain(
      'postgres.public.customers',
    );
    expect(plain).toMatchObject({ product: 'redis', credential: { outcome: 'withheld' } });
    expect(plain?.inventory?.notReached).toMatch(/withheld/);
    expect(heard).toMatch(/PING/);
    expect(heard).not.toMatch(/AUTH\r|reader/);
  });

  it('stay here where nobody whom we trust vouches for the server', async () => {
    const [database] = (await audit('')).filter(({ endpoint }) => endpoint.port === 5432);
    expect(database).toMatchObject({ credential: { outcome: 'withheld' } });
    expect(database?.inventory?.items).toEqual([]);
  });

  it('stay here where NATS, Mosquitto and OpenLDAP have no TLS', async () => {
    const { netns, address } = network.server;
    const at = (port: number): object => ({ netns, port, address });
    await using nats = await startServer('nats-server', 'password', at(4222));
    await using mosquitto = await startServer('mosquitto', 'password', at(1883));
    await using slapd = await startServer('slapd', 'password', at(389));
    const seen = await audit(
      '',
      [nats, mosquitto, slapd].map(({ port }) => port),
    );
    const withheld = { access: 'protected', credential: { outcome: 'withheld' } };
    expect(seen).toMatchObject([withheld, withheld, withheld]);
  });

  it('leave after StartTLS in LDAP', async () => {
    const { netns, address } = network.server;
    await using slapd = await startServer('slapd', 'tls-password', { netns, port: 389, address });
    const { ca } = await certificate('good', address);
    const admin = '"cn=admin,dc=lab,dc=example"';
    const [seen] = await audit(`    ca_file: ${ca}\n`, [slapd.port], admin, LAB_PASSWORD);
    expect(seen).toMatchObject({ access: 'protected', credential: { outcome: 'used' } });
    expect(seen?.inventory?.items).toMatchObject([{ name: 'dc=lab,dc=example' }]);
    const [unknown] = await audit('', [slapd.port], admin, LAB_PASSWORD);
    expect(unknown).toMatchObject({ credential: { outcome: 'withheld' } });
  });
});
