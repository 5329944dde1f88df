/** PostgreSQL's `log_line_prefix` as a pattern. https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-LINE-PREFIX */

/** What each escape prints; those that have a name are kept. */
const ESCAPES: Readonly<Record<string, string>> = {
  a: '(?<application>.{0,64}?)',
  u: '(?<user>.{0,64}?)',
  d: '.{0,64}?',
  r: '(?:(?<host>[^\\s()]{1,100})\\(\\d+\\)|\\[local\\]|)',
  h: '(?<plainHost>[^\\s()]{1,100}|\\[local\\]|)',
  b: '.{0,60}?',
  p: '(?<pid>\\d+)',
  P: '\\d*',
  t: '(?<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [\\w+:-]{1,10})',
  m: '(?<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [\\w+:-]{1,10})',
  n: '(?<epoch>\\d{9,11}\\.\\d{3})',
  i: '.{0,60}?',
  e: '[0-9A-Z]{5}',
  c: '(?<session>[0-9a-f]{1,12}\\.[0-9a-f]{1,12})',
  l: '\\d+',
  L: '.{0,60}?',
  s: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [\\w+:-]{1,10}',
  v: '(?:\\d+/\\d+|)',
  x: '\\d+',
  Q: '-?\\d+',
  '%': '%',
};

const SEVERITY =
  '(?<severity>DEBUG[1-5]?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION)';

function literal(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`);
}

/** The whole line: prefix, severity, message. `%q` makes what follows it optional, since background processes stop there. */
export function linePattern(prefix: string): RegExp {
  let pattern = '';
  let isOptional = false;
  const named = new Set<string>();
  for (const [whole] of prefix.matchAll(/%-?\d*[a-zA-Z%]|[^%]+|%/g)) {
    const letter = whole.startsWith('%') ? (whole.at(-1) ?? '') : '';
    if (whole === '%q') {
      isOptional = true;
      pattern += '(?:';
      continue;
    }
    const escape = whole.length > 1 ? ESCAPES[letter] : undefined;
    const padded = /\d/.test(whole) && escape !== undefined;
    pattern += padded
      ? ` *${once(escape, named)} *`
      : escape === undefined
        ? literal(whole)
        : once(escape, named);
  }
  return new RegExp(`^${pattern}${isOptional ? ')?' : ''}${SEVERITY}: {1,2}(?<message>.*)$`, 's');
}

/** A name may stand once in a pattern; the second time its text is only passed over. */
function once(escape: string, named: Set<string>): string {
  const name = /\(\?<(\w+)>/.exec(escape)?.[1];
  if (name === undefined || !named.has(name)) {
    if (name !== undefined) named.add(name);
    return escape;
  }
  return escape.replace(/\(\?<\w+>/, '(?:');
}

/** Prefixes in wide use, tried in turn where the owner does not say which. */
export const USUAL_PREFIXES: readonly string[] = [
  '%m [%p] %r %u@%d %a ',
  '%m [%p] %q%u@%d ',
  '%m [%p] %q[user=%u,db=%d,app=%a,client=%h] ',
  '%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ',
  '%t [%p]: user=%u,db=%d,app=%a,client=%h ',
  '%t:%r:%u@%d:[%p]:',
  '%m %r %u@%d [%p] ',
  '%m [%p] %h %u@%d ',
  '%m [%p] %a %h ',
  '%m [%p] ',
  '%t [%p] ',
  '%m ',
  '%t ',
  '%n [%p] ',
];
