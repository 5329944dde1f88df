/** How fast `case trails` reads logs of 200 MB or as many as are asked for, and in how much memory; what it says is held against what was written. */
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../test/corpora/random.ts';
import { atLeast, atMost, type Must, type Result, round, say } from './figure.ts';
import { execute, ROOT } from './nightlatch.ts';

const MEGA = 1e6;
const USUAL_MB = 200;
const CHUNK_LINES = 2000;
const ADDRESSES = 500;
const START = Date.UTC(2026, 10, 1);
/** Our own: a gigabyte within two minutes of a busy core, in the memory of a small machine. */
const LEAST_MB_S = 8;
const MOST_MB = 300;

interface Written {
  readonly line: string;
  /** What must stand in the ledger: rows where the kind counts them, else requests. */
  readonly counts: number;
}

type Writer = (at: Date, address: string, random: Random) => Written;

const pad = (value: number): string => String(value).padStart(2, '0');
const day = (at: Date): string => at.toISOString().slice(0, 10);
const time = (at: Date): string => at.toISOString().slice(11, 19);
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const COLUMNS =
  'type\tevent_time\tread_rows\tread_bytes\tresult_rows\tresult_bytes\tquery\tis_initial_query\tuser\tinitial_address\tinterface\thttp_user_agent';

const WRITERS: Readonly<Record<string, { head?: string; line: Writer }>> = {
  'web-access-log': {
    line(at, address, random) {
      const stamp = `${pad(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${time(at)} +0000`;
      const path = `/customers/_search?q=name:${random.hex(8)}&size=${random.int(1, 900)}`;
      return {
        line: `${address} - - [${stamp}] "GET ${path} HTTP/1.1" 200 ${random.int(100, 90_000)} "-" "python-requests/2.31.0"`,
        counts: 1,
      };
    },
  },
  'clickhouse-query-log': {
    head: COLUMNS,
    line(at, address, random) {
      const rows = random.int(1, 500);
      const query = `SELECT * FROM chats.log WHERE id = \\'${random.hex(12)}\\' LIMIT ${rows}`;
      return {
        line: `QueryFinish\t${day(at)} ${time(at)}\t${rows}\t${rows * 80}\t${rows}\t${rows * 80}\t${query}\t1\tdefault\t::ffff:${address}\t2\tcurl/8.5.0`,
        counts: rows,
      };
    },
  },
  'postgresql-stderr': {
    line(at, address, random) {
      const sql = `SELECT id, name, email FROM public.customers WHERE token = '${random.hex(16)}' ORDER BY id`;
      return {
        line: `${day(at)} ${time(at)}.123 UTC [${random.int(1000, 9000)}] ${address}(51234) app@shop psql LOG:  statement: ${sql}`,
        counts: 1,
      };
    },
  },
  'mongodb-log': {
    line(at, address, random) {
      const rows = random.int(1, 500);
      return {
        line: `{"t":{"$date":"${at.toISOString()}"},"s":"I","c":"COMMAND","id":51803,"ctx":"conn${random.int(1, 900)}","msg":"Slow query","attr":{"type":"command","ns":"shop.customers","command":{"find":"customers","filter":{"token":"${random.hex(16)}"},"$db":"shop"},"docsExamined":${rows},"nreturned":${rows},"reslen":${rows * 90},"remote":"${address}:51234","durationMillis":120}}`,
        counts: rows,
      };
    },
  },
  'aws-vpc-flow-log': {
    line(at, address, random) {
      const seconds = Math.floor(at.getTime() / 1000);
      return {
        line: `2 123456789010 eni-1235b8ca123456789 ${address} 10.0.0.5 ${random.int(32_768, 60_000)} 9200 6 20 ${random.int(100, 90_000)} ${seconds} ${seconds + 60} ACCEPT OK`,
        counts: 1,
      };
    },
  },
};

function write(path: string, kind: string, megabytes: number): { counts: number; lines: number } {
  const { head, line } = WRITERS[kind] ?? { line: () => ({ line: '', counts: 0 }) };
  const random = new Random(8);
  const file = openSync(path, 'w');
  let size = 0;
  let counts = 0;
  let lines = 0;
  if (head !== undefined) size += writeSync(file, `${head}\n`);
  while (size < megabytes * MEGA) {
    let chunk = '';
    for (let index = 0; index < CHUNK_LINES; index++) {
      const address = `198.18.${random.int(0, 1)}.${random.int(1, ADDRESSES / 2)}`;
      const written = line(new Date(START + lines * 500), address, random);
      chunk += `${written.line}\n`;
      counts += written.counts;
      lines++;
    }
    size += writeSync(file, chunk);
  }
  closeSync(file);
  return { counts, lines };
}

interface Shown {
  readonly sources: readonly { readonly kind: string; readonly damaged: number }[];
  readonly visits: readonly {
    readonly requests: number;
    readonly total: { readonly rows: number | null };
  }[];
}

async function measure(
  kind: string,
  wanted: number,
): Promise<{ figures: Record<string, number>; must: Must[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  try {
    const log = join(folder, 'log');
    const { counts } = write(log, kind, wanted);
    const megabytes = statSync(log).size / MEGA;
    const output = join(folder, 'ledger.json');
    const meter = join(ROOT, 'dist', 'bench', 'meter.js');
    const program = join(ROOT, 'bin', 'nightlatch.js');
    const words = ['case', 'trails', log, '--port', '9200', '--format', 'json', '--output', output];
    const begun = performance.now();
    const { code, said } = await execute(
      [process.execPath, '--import', meter, program, ...words],
      folder,
    );
    const seconds = (performance.now() - begun) / 1000;
    if (code !== 0) throw new Error(`case trails ended with ${code}: ${said}`);
    const { cpuSeconds, peakMB } = JSON.parse(readFileSync(join(folder, 'meter'), 'utf8')) as {
      cpuSeconds: number;
      peakMB: number;
    };
    const { sources, visits } = JSON.parse(readFileSync(output, 'utf8')) as Shown;
    const shown = visits.reduce((sum, { requests, total }) => sum + (total.rows ?? requests), 0);
    const isRight = sources[0]?.kind === kind && sources[0].damaged === 0 && shown === counts;
    say(
      `  ${kind}: ${round(megabytes / seconds)} MB/s, ${round(peakMB)} MB, ${shown} of ${counts}`,
    );
    return {
      figures: {
        [`${kind} MB/s`]: round(megabytes / seconds),
        [`${kind} MB per CPU second`]: round(megabytes / cpuSeconds),
        [`${kind} peak MB`]: round(peakMB),
      },
      must: [
        atLeast(`${kind}: the ledger is what was written`, isRight ? 1 : 0, 1),
        atLeast(`${kind}: MB per CPU second`, megabytes / cpuSeconds, LEAST_MB_S),
        atMost(`${kind}: peak MB`, peakMB, MOST_MB),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `trails:web-access-log` measures one kind, `trails:2000` each with so many megabytes. */
export async function trails(only: readonly string[]): Promise<Result> {
  const sizes = only.filter((word) => /^\d+$/.test(word));
  const names = only.filter((word) => !sizes.includes(word));
  const kinds = Object.keys(WRITERS).filter((kind) => names.length === 0 || names.includes(kind));
  const figures: Record<string, number> = {};
  const must: Must[] = [];
  for (const kind of kinds) {
    const measured = await measure(kind, Number(sizes[0] ?? USUAL_MB));
    Object.assign(figures, measured.figures);
    must.push(...measured.must);
  }
  return { figures, must };
}
