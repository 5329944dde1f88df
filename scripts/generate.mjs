/**
 * Writes what is derived from the code: a page for each rule, the list of services, and the JSON Schemas.
 * Runs after tsc, on what it built. With `--check` it writes nothing, names what is stale, and exits 1.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { rulePages } from './rule-pages.mjs';
import { servicesPage } from './services-page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = (path) => new URL(`../dist/src/${path}`, import.meta.url);

function schemaOf(type, io, id, title) {
  const { $schema, ...rest } = z.toJSONSchema(type, { io });
  return `${JSON.stringify({ $schema, $id: id, title, ...rest }, null, 2)}\n`;
}

async function schemas() {
  const { RunDocument } = await import(built('model/run.js'));
  const { Config } = await import(built('model/config.js'));
  const { Ledger } = await import(built('model/ledger.js'));
  const { routes } = await import(built('server/routes.js'));
  const { openApiOf } = await import(built('server/openapi.js'));
  return {
    'schemas/run.schema.json': schemaOf(
      RunDocument,
      'output',
      'run.schema.json',
      'A run of nightlatch audit',
    ),
    'schemas/config.schema.json': schemaOf(
      Config,
      'input',
      'config.schema.json',
      'nightlatch.yaml',
    ),
    'schemas/ledger.schema.json': schemaOf(
      Ledger,
      'output',
      'ledger.schema.json',
      'Who came and what they took: nightlatch case trails',
    ),
    'schemas/openapi.json': `${JSON.stringify(openApiOf(routes, '1'), null, 2)}\n`,
  };
}

/** The last runs of the lab's heavy tier, which scripts/lab-heavy.mjs keeps. */
function heavyRuns() {
  const folder = join(root, 'lab/runs');
  const files = readdirSync(folder).toSorted();
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** Nothing while `services/` does not exist. */
async function services() {
  const index = built('services/index.js');
  if (!existsSync(fileURLToPath(index))) return {};
  const loaded = await import(index);
  if (!loaded.services) return {};
  const { neighboursOf } = await import(built('catalogue/products.js'));
  return {
    'docs/services.md': servicesPage([...loaded.services], { neighboursOf, runs: heavyRuns() }),
  };
}

const { rules } = await import(built('rules/index.js'));
const pages = { ...rulePages(rules), ...(await services()), ...(await schemas()) };

function differs([path, text]) {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
}

function deadPages() {
  const folder = join(root, 'docs/rules');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.map((name) => `docs/rules/${name}`).filter((path) => !(path in pages));
}

const stale = Object.entries(pages).filter(differs);
const dead = deadPages();
for (const path of dead) console.error(`${path}: no such rule any more; remove the page`);

if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path}: stale; run npm run build`);
  process.exitCode = stale.length + dead.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
