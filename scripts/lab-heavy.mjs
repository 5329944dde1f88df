/**
 * `npm run lab:heavy [-- NAME...]`: installs the heavy tier of the lab, or what begins with one of the names; runs the
 * tests `NAME.heavy.test.ts` one after the other; and keeps in lab/runs/ which build they passed on in which states and
 * when, for docs/services.md. Of a test that failed nothing is kept, and the exit is 1.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SUFFIX = '.heavy.test.ts';
const root = join(fileURLToPath(import.meta.url), '../..');
const names = process.argv.slice(2);

function run(program, args, env = {}) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } };
  return spawnSync(program, args, options).status === 0;
}

const isChosen = (name) =>
  names.length === 0 || names.some((chosen) => name === chosen || name.startsWith(`${chosen}-`));

const tests = ['src', 'test']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) => join(folder, path)),
  )
  .filter((path) => path.endsWith(SUFFIX) && isChosen(basename(path, SUFFIX)))
  .toSorted((a, b) => a.localeCompare(b));

function rowsOf(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line)).filter(({ build }) => build);
}

/** One file a server of the lab, so that two people who add one each do not meet. */
function keep(rows) {
  for (const server of new Set(rows.map((row) => row.server))) {
    const seen = rows.filter((row) => row.server === server);
    const [{ build, product }] = seen;
    const states = [...new Set(seen.map(({ state }) => state))].join(', ');
    const date = new Date().toISOString().slice(0, 10);
    const text = JSON.stringify({ product, build, states, date }, null, 2);
    writeFileSync(join(root, 'lab/runs', `${server}.json`), `${text}\n`);
  }
}

if (!run('bash', ['lab/install.sh', '--heavy', ...names])) process.exit(1);
const work = mkdtempSync(join(tmpdir(), 'nightlatch-heavy-'));
for (const test of tests) {
  const table = join(work, `${basename(test)}.jsonl`);
  const env = {
    NIGHTLATCH_LAB_HEAVY: '1',
    NIGHTLATCH_LAB_REQUIRED: '1',
    NIGHTLATCH_LAB_TABLE: table,
  };
  if (run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', test], env))
    keep(rowsOf(table));
  else process.exitCode = 1;
}
rmSync(work, { recursive: true });
