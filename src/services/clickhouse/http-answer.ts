/** What ClickHouse's HTTP answers say by themselves; https://clickhouse.com/docs/interfaces/http */
import type { HttpPage } from '../families/http-talk.ts';
import { NO_ANSWER, type Answer } from './answer.ts';
import { versionOf } from './session.ts';

const EXCEPTION = /^(?:Poco::Exception\. )?Code: (\d{1,5})[.,]/;
/** The version stands at the end of the error texts of newer servers. */
const VERSION = /\(version (\d+\.\d+[\d.]*)/;
/** The root of a server whose owner declared handlers of their own, and of which it is none. */
const NO_HANDLE = 'There is no handle /';

/** Words or headers that only ClickHouse has. */
export function namesItself(page: HttpPage): boolean {
  return (
    isMarked(page) ||
    page.text === 'Ok.\n' ||
    page.text.startsWith(NO_HANDLE) ||
    EXCEPTION.test(page.text)
  );
}

function isMarked(page: HttpPage): boolean {
  return [...page.headers.keys()].some((name) => name.startsWith('x-clickhouse-'));
}

/** Rows of tab-separated text, or the code that every error text begins with. */
export function answerOf(page: HttpPage): Answer {
  const code = EXCEPTION.exec(page.text)?.[1] ?? page.headers.get('x-clickhouse-exception-code');
  if (code !== undefined && /^\d{1,5}$/.test(code)) return { code: Number(code), text: page.text };
  if (page.status !== 200) return { code: NO_ANSWER, text: '' };
  const lines = page.text.split('\n').filter((line) => line !== '');
  return { rows: lines.map((line) => line.split('\t').map(unescaped)) };
}

const ESCAPED: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  b: '\b',
  f: '\f',
  0: '\0',
};

/** https://clickhouse.com/docs/interfaces/formats/TabSeparated */
function unescaped(cell: string): string {
  return cell.replaceAll(/\\(.)/g, (_, sign: string) => ESCAPED[sign] ?? sign);
}

/** The answer to `SELECT version()`. Servers of before 18 set no header of their own; then it must be a version. */
export function isClickHouse(page: HttpPage): boolean {
  if (isMarked(page) || EXCEPTION.test(page.text) || page.text.startsWith(NO_HANDLE)) return true;
  const type = page.headers.get('content-type') ?? '';
  return type.startsWith('text/tab-separated-values') && /^\d+\.\d+[\d.]*\n$/.test(page.text);
}

/** The owner's own handlers (`http_handlers`) may leave no path for queries, or put a page on this one. */
export function isOwnHandler(page: HttpPage): boolean {
  if (page.text.startsWith(NO_HANDLE)) return true;
  return page.status === 200 && !EXCEPTION.test(page.text) && versionOf(page.text) === null;
}

export function versionInError(text: string): string | null {
  return versionOf(VERSION.exec(text)?.[1]);
}

/** The port on which replicas fetch parts knows no queries; with credentials set it wants them first. */
export function interserverAnswer(page: HttpPage): 'open' | 'protected' | undefined {
  if (page.text.includes('Not found: endpoint')) return 'open';
  return page.text.includes('Server requires HTTP Basic authentication') ? 'protected' : undefined;
}
