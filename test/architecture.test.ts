import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { expect, it } from 'vitest';

/** The table of ARCHITECTURE.md: who may import whom. Packages are `npm:`, Node's own modules `node:`. */
const NODE = ['node:*'];
const mayImport: Record<string, readonly string[]> = {
  model: ['npm:zod'],
  catalogue: ['model'],
  scope: ['model', 'npm:ipaddr.js', 'npm:tldts', 'node:url'],
  protocols: ['node:crypto', 'node:zlib'],
  wire: ['model', 'scope', 'protocols', ...NODE],
  discover: ['model', 'scope', 'wire', ...NODE],
  services: ['model', 'catalogue', 'protocols', 'data'],
  data: ['model', 'npm:libphonenumber-js'],
  files: ['model', 'catalogue', 'npm:yaml', 'node:fs', 'node:net', 'node:path'],
  rules: ['model', 'catalogue'],
  findings: ['model', 'node:crypto'],
  store: ['model', 'npm:kysely', 'npm:pg', 'npm:zod', ...NODE],
  audit: [
    ...[
      'model',
      'catalogue',
      'scope',
      'protocols',
      'wire',
      'discover',
      'services',
      'data',
      'rules',
      'findings',
    ],
    ...['npm:zod', ...NODE],
  ],
  egress: [
    ...['model', 'scope'],
    ...['npm:@aws-sdk/client-ec2', 'npm:nodemailer', 'npm:openid-client', ...NODE],
  ],
  watch: [
    'model',
    'scope',
    'protocols',
    'rules',
    'findings',
    'audit',
    'store',
    'egress',
    'npm:croner',
    ...NODE,
  ],
  incident: [
    'model',
    'catalogue',
    'scope',
    'protocols',
    'wire',
    'services',
    'data',
    'findings',
    'store',
    'npm:age-encryption',
    'npm:fzstd',
    'npm:ipaddr.js',
    'npm:pg',
    'npm:zod',
    ...NODE,
  ],
  server: [
    ...['model', 'findings', 'store', 'watch', 'incident', 'report'],
    ...['npm:hono', 'npm:@hono/node-server', 'npm:zod', ...NODE],
  ],
  report: ['model', 'catalogue', 'npm:pdfkit', 'npm:picocolors', 'npm:sarif', 'node:crypto'],
  cli: [
    ...[
      'model',
      'catalogue',
      'scope',
      'wire',
      'discover',
      'services',
      'files',
      'rules',
      'findings',
      'audit',
      'report',
      'lab',
      'store',
      'watch',
      'incident',
      'server',
      'egress',
    ],
    ...['npm:commander', 'npm:yaml', 'npm:zod', ...NODE],
  ],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function roomOf(path: string): string {
  const inside = relative('src', path);
  return inside.startsWith('..') ? (path.split('/')[0] ?? '') : (inside.split('/')[0] ?? '');
}

function importsIn(file: string, source: string): Import[] {
  const specifiers = source.matchAll(
    /(?:^|\s)(?:from|import|await import\()\s*['"](?<name>[^'"\s]+)['"]/gm,
  );
  return [...specifiers].map(({ groups }) => {
    const name = groups?.['name'] ?? '';
    if (name.startsWith('node:')) return { from: file, to: name };
    if (!name.startsWith('.')) return { from: file, to: `npm:${name}` };
    return { from: file, to: roomOf(join(dirname(file), name)) };
  });
}

function isAllowed({ from, to }: Import): boolean {
  const allowed = mayImport[roomOf(from)] ?? [];
  return (
    to === roomOf(from) ||
    allowed.includes(to) ||
    (to.startsWith('node:') && allowed.includes('node:*'))
  );
}

function trespasses(imports: readonly Import[]): string[] {
  return imports.filter((each) => !isAllowed(each)).map(({ from, to }) => `${from} imports ${to}`);
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => join('src', name));

it('lets no room import one that it may not', () => {
  expect(sources.length).toBeGreaterThan(100);
  const found = sources.flatMap((file) => trespasses(importsIn(file, readFileSync(file, 'utf8'))));
  expect(found).toEqual([]);
});

it('would notice a planted trespass', () => {
  const planted = `import type { Session } from '../wire/dialogue.ts';
    import 'node:net';
    const { redis } = await import('../services/redis/header.ts');`;
  expect(trespasses(importsIn('src/rules/planted.ts', planted))).toEqual([
    'src/rules/planted.ts imports wire',
    'src/rules/planted.ts imports node:net',
    'src/rules/planted.ts imports services',
  ]);
});

it('gives the page types of ours, and no code', () => {
  const page = readdirSync('web/src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join('web/src', name), 'utf8'));
  const ours = page.flatMap((source) => [...source.matchAll(/^.*'(?:\.\.\/)+src\/.*$/gm)]);
  expect(ours.length).toBeGreaterThan(1);
  expect(ours.map(String).filter((line) => !/^(?:import|export) type /.test(line))).toEqual([]);
});

it('opens sockets in wire and egress alone', () => {
  const openers = sources.filter((file) =>
    /\bcreateConnection\(|\bnew Socket\(|[^#.\w]fetch\(|from 'node:(?:http|https|http2|dgram)'/.test(
      readFileSync(file, 'utf8'),
    ),
  );
  // The one that listens opens none itself.
  const listens = 'src/server/listen.ts';
  expect(openers).toEqual(['src/egress/post.ts', listens, 'src/wire/connection.ts']);
});

it('names every room of src in the table', () => {
  const rooms = readdirSync('src').toSorted();
  expect(Object.keys(mayImport).toSorted()).toEqual(rooms);
});
