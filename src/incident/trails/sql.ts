/**
 * As much of a statement as the ledger needs: its act, the tables it names, and what it looks like. Literals and
 * comments are passed over; nothing of the text is kept.
 */
import type { Act, Sign } from './event.ts';
import { tableName } from './clean.ts';
import { isNoteName, OUTBOUND } from './signs.ts';

export interface Statement {
  readonly act: Act;
  readonly tables: readonly string[];
  readonly signs: readonly Sign[];
  readonly plain: boolean;
}

/** Longer statements are data (INSERT … VALUES) or lists; their tables stand at the front. */
const LOOKED_AT = 4096;
const MOST_TOKENS = 1200;
const TOKEN =
  /\s+|--[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|'(?:[^'\\]|\\[^]|'')*'?|"(?<double>(?:[^"\\]|\\[^]|"")*)"?|`(?<tick>[^`]*)`?|\$[A-Za-z_]*\$|(?<word>[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*)|(?<number>\d[\w.]*)|(?<sign>[^])/gy;

interface Token {
  readonly word: string;
  readonly upper: string;
  readonly isName: boolean;
}

const LITERAL: Token = { word: '?', upper: '?', isName: false };

function tokens(text: string): Token[] {
  const list: Token[] = [];
  for (const { groups, 0: whole } of text.slice(0, LOOKED_AT).matchAll(TOKEN)) {
    const quoted = groups?.['double'] ?? groups?.['tick'];
    const plain = groups?.['word'];
    if (plain !== undefined) list.push({ word: plain, upper: plain.toUpperCase(), isName: true });
    else if (quoted !== undefined) list.push({ word: quoted, upper: '"', isName: true });
    else if (groups?.['sign'] !== undefined)
      list.push({ word: whole, upper: whole, isName: false });
    else if (groups?.['number'] !== undefined || whole.startsWith("'")) list.push(LITERAL);
    if (list.length >= MOST_TOKENS) break;
  }
  return list;
}

const OPENS_TABLE = new Set(
  'FROM JOIN INTO UPDATE TABLE DESCRIBE DESC COPY TRUNCATE TABLES DATABASE SCHEMA VIEW'.split(' '),
);
const BEFORE_NAME = new Set(
  'IF NOT EXISTS ONLY LATERAL TEMPORARY OVERWRITE TABLE FUNCTION'.split(' '),
);
const ENDS_LIST = new Set(
  'WHERE GROUP ORDER LIMIT SETTINGS FORMAT ON USING SET VALUES PREWHERE HAVING UNION'.split(' '),
);
/** In these, FROM stands before no table: `EXTRACT(year FROM day)`. */
const FROM_IS_PART = new Set(['EXTRACT', 'SUBSTRING', 'TRIM', 'OVERLAY', 'POSITION']);
const MAKES_FEWER = new Set(
  'JOIN GROUP DISTINCT UNION ARRAY INTERSECT EXCEPT HAVING COUNT SUM MIN MAX AVG'.split(' '),
);

class Walk {
  readonly tables = new Set<string>();
  readonly signs = new Set<Sign>();
  isPlain = true;
  hasNote = false;
  readonly #list: readonly Token[];
  #at = 0;
  #inFrom = false;
  readonly #insideParts: boolean[] = [];

  constructor(list: readonly Token[]) {
    this.#list = list;
  }

  run(): void {
    while (this.#at < this.#list.length) this.#step(this.#list[this.#at] ?? LITERAL);
  }

  #step({ upper, isName }: Token): void {
    if (MAKES_FEWER.has(upper)) this.isPlain = false;
    if (upper === '(') this.#open();
    else if (upper === ')') this.#insideParts.pop();
    else if (upper === ',' && this.#inFrom) this.#name();
    else if (ENDS_LIST.has(upper)) this.#inFrom = false;
    if (isName && OPENS_TABLE.has(upper) && this.#insideParts.at(-1) !== true) {
      this.#inFrom = upper === 'FROM';
      this.#name();
      return;
    }
    this.#at++;
  }

  #open(): void {
    this.#insideParts.push(FROM_IS_PART.has(this.#list[this.#at - 1]?.upper ?? ''));
  }

  /** Reads the name after the word at hand, and leaves the place before what follows it. */
  #name(): void {
    const isListed = this.#list[this.#at]?.upper === ',';
    let at = this.#at + 1;
    while (BEFORE_NAME.has(this.#list[at]?.upper ?? '')) at++;
    const first = this.#list[at];
    if (first?.isName === true && !ENDS_LIST.has(first.upper)) at = this.#parts(first, at);
    else at = this.#at;
    // After a comma the step itself goes on by one.
    this.#at = isListed ? at : at + 1;
  }

  /** Takes `a.b.c`, and gives the place of its last part. */
  #parts(first: Token, from: number): number {
    let at = from;
    const parts = [first.word];
    while (
      this.#list[at + 1]?.word === '.' &&
      this.#list[at + 2]?.isName === true &&
      parts.length < 4
    ) {
      parts.push(this.#list[at + 2]?.word ?? '');
      at += 2;
    }
    this.#take(parts.join('.'), this.#list[at + 1]?.word === '(' && this.#isCall());
    return at;
  }

  /** `INSERT INTO t (a, b)` and `CREATE TABLE t (…)` name a table, `FROM url(…)` calls a function. */
  #isCall(): boolean {
    const word = this.#list[this.#at]?.upper ?? '';
    const next = this.#list[this.#at + 1]?.upper;
    return word === 'FROM' || word === 'JOIN' || word === ',' || next === 'FUNCTION';
  }

  #take(name: string, isCall: boolean): void {
    if (isCall) {
      if (OUTBOUND.has(name.toLowerCase())) this.signs.add('outbound-function');
      this.isPlain = false;
      return;
    }
    this.tables.add(tableName(name));
    this.hasNote ||= isNoteName(name);
  }
}

const READS = new Set('SELECT WITH TABLE FETCH HANDLER EXECUTE DECLARE'.split(' '));
const LISTS = new Set(
  'SHOW DESCRIBE DESC EXPLAIN USE SET EXISTS CHECK BEGIN COMMIT ROLLBACK'.split(' '),
);
const DESTROYS = new Set(['DROP', 'TRUNCATE', 'DETACH']);
const CHANGES = new Set(
  'CREATE ALTER GRANT REVOKE RENAME ATTACH SYSTEM OPTIMIZE KILL FLUSH'.split(' '),
);
const OF_SYSTEM = /^(?:system|information_schema|pg_catalog|performance_schema|mysql|sys)\.|^pg_/i;

function actOf(verb: string, words: ReadonlySet<string>, tables: readonly string[]): Act {
  if (verb === 'COPY') return words.has('TO') ? 'read' : 'wrote';
  if (READS.has(verb)) return tables.every((name) => OF_SYSTEM.test(name)) ? 'metadata' : 'read';
  if (LISTS.has(verb)) return 'metadata';
  if (DESTROYS.has(verb)) return 'destroyed';
  if (verb === 'DELETE' && !words.has('WHERE')) return 'destroyed';
  return CHANGES.has(verb) ? 'changed' : 'wrote';
}

const DUMP_FORMATS = /\bFORMAT\s+(?:Native|Parquet|Arrow|ORC|Avro)\b/i;
const LOG_SWITCHES =
  /\blog_queries\b|\bgeneral_log\b|\bsql_log_off\b|\bslow_query_log\b|\bserver_audit_logging\b|\blog_(?:statement|connections)\b/i;
const LOG_TABLE = /(?:query|session|text|part|metric|general|slow)_log(?:_\d+)?$/;

function signsOf(verb: string, text: string, words: ReadonlySet<string>, act: Act): Sign[] {
  const signs: Sign[] = [];
  const isWhole = act === 'read' && !words.has('WHERE') && !words.has('LIMIT');
  if (isWhole && /^\s*SELECT\s+(?:\/\*[^*]{0,40}\*\/\s*)?\*/i.test(text)) signs.push('whole-table');
  if (verb === 'COPY' && act === 'read') signs.push('whole-table');
  if (/SQL_NO_CACHE\s*(?:\*\/)?\s*\*/i.test(text.slice(0, 100))) signs.push('bulk-dump');
  if (act === 'read' && DUMP_FORMATS.test(text)) signs.push('bulk-dump');
  if (verb === 'BACKUP') signs.push('bulk-dump', 'outbound-function');
  return [...signs, ...reachesOut(verb, words)];
}

function reachesOut(verb: string, words: ReadonlySet<string>): Sign[] {
  const signs: Sign[] = [];
  if (words.has('OUTFILE') || words.has('DUMPFILE')) signs.push('writes-file');
  const isProgram = verb === 'COPY' && words.has('PROGRAM');
  if (isProgram || words.has('SYS_EXEC') || words.has('SYS_EVAL')) signs.push('runs-program');
  return signs;
}

function switchesLog(verb: string, text: string, act: Act, tables: readonly string[]): boolean {
  if (act === 'destroyed' || verb === 'ALTER') return tables.some((name) => LOG_TABLE.test(name));
  return (
    (verb === 'SET' || act === 'read' || act === 'metadata') &&
    /\bSET(?:TINGS)?\b/i.test(text) &&
    LOG_SWITCHES.test(text)
  );
}

const NOTHING: Statement = { act: 'metadata', tables: [], signs: [], plain: false };

function read(text: string): Statement {
  const list = tokens(text);
  const verb = list.find(({ isName }) => isName)?.upper ?? '';
  if (verb === '') return NOTHING;
  const walk = new Walk(list);
  walk.run();
  const words = new Set(list.map(({ upper }) => upper));
  const tables = verb === 'SET' ? [] : [...walk.tables];
  const act = actOf(verb, words, tables);
  for (const sign of signsOf(verb, text.slice(0, LOOKED_AT), words, act)) walk.signs.add(sign);
  if (switchesLog(verb, text.slice(0, LOOKED_AT), act, tables)) walk.signs.add('log-switched-off');
  if (walk.hasNote && (act === 'changed' || act === 'wrote')) walk.signs.add('ransom-note');
  return { act, tables, signs: [...walk.signs], plain: walk.isPlain && tables.length === 1 };
}

const KEPT = 256;
const KEPT_LONGEST = 512;
const kept = new Map<string, Statement>();

/** Applications say the same statements again and again; the memory of them is bounded, and goes with the process. */
export function readSql(text: string): Statement {
  const known = kept.get(text);
  if (known) return known;
  const statement = read(text);
  if (text.length <= KEPT_LONGEST) {
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, statement);
  }
  return statement;
}
