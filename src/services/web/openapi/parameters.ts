/** Fills a route's required parameters with the document's own examples. Nothing is made up. Pure. */
import { field, textField } from '../../families/http-talk.ts';

const MOST = 20;
const LONGEST = 100;

/** The route with its parameters filled in, or `undefined` where one has no example. */
export function fill(
  document: unknown,
  template: string,
  from: readonly unknown[],
): string | undefined {
  // An operation's own parameter goes before the path's.
  const parameters = new Map(
    from
      .flatMap((item) => listIn(field(item, 'parameters')))
      .map((each) => resolved(document, each))
      .map((each) => [`${textField(each, 'in')} ${textField(each, 'name')}`, each]),
  );
  const query: string[] = [];
  let path = template;
  for (const parameter of parameters.values()) {
    const place = textField(parameter, 'in');
    const name = textField(parameter, 'name') ?? '';
    if (field(parameter, 'required') !== true && place !== 'path') continue;
    const example = exampleOf(parameter);
    if (example === undefined) return undefined;
    const value = encodeURIComponent(example);
    if (place === 'path') path = path.replaceAll(`{${name}}`, value);
    else if (place === 'query') query.push(`${encodeURIComponent(name)}=${value}`);
    else return undefined;
  }
  return /[{}]/.test(path) ? undefined : `${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST) : [];
}

/** A reference within the document, one step. */
function resolved(document: unknown, parameter: unknown): unknown {
  const reference = textField(parameter, '$ref');
  if (reference === undefined) return parameter;
  const found = /^#\/(components\/parameters|parameters)\/([\w.-]{1,100})$/.exec(reference);
  return found ? field(document, ...(found[1] ?? '').split('/'), found[2] ?? '') : undefined;
}

function exampleOf(parameter: unknown): string | undefined {
  const named = field(parameter, 'examples');
  const first = typeof named === 'object' && named !== null ? Object.values(named)[0] : undefined;
  const candidates = [
    field(parameter, 'example'),
    field(parameter, 'x-example'),
    field(first, 'value'),
    field(parameter, 'schema', 'example'),
    field(parameter, 'schema', 'examples', '0'),
    field(parameter, 'schema', 'default'),
    field(parameter, 'default'),
    field(parameter, 'schema', 'enum', '0'),
    field(parameter, 'enum', '0'),
  ];
  const found = candidates.find((each) => typeof each === 'string' || typeof each === 'number');
  const text = found === undefined ? '' : String(found);
  return text === '' || text.length > LONGEST ? undefined : text;
}
