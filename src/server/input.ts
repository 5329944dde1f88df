/** Reads what was sent by the schemas of its route; whatever does not fit is a problem before the handler is called. */
import { z } from 'zod';
import { parseHostile } from '../model/hostile-json.ts';
import { untrusted } from '../model/untrusted.ts';
import type { Endpoint } from './endpoint.ts';
import { Problem } from './problem.ts';

const USUAL_BODY = 64 * 1024;
/** An observation within its document nests to 16. */
const DEEPEST = 20;

export function readQuery({ query }: Endpoint, search: URLSearchParams): unknown {
  if (!query) {
    if (search.size > 0) throw new Problem(400, 'it takes no query');
    return undefined;
  }
  const raw: Record<string, unknown> = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    const isList = isArray(Object.hasOwn(query.shape, name) ? query.shape[name] : undefined);
    if (!isList && values.length > 1) throw new Problem(400, 'a parameter stands twice');
    raw[name] = isList ? values : values[0];
  }
  return fitting(query, raw);
}

function isArray(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional) return isArray(schema.unwrap());
  return schema instanceof z.ZodArray;
}

export async function readBody({ body, mostBody }: Endpoint, request: Request): Promise<unknown> {
  if (!body) return undefined;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) throw new Problem(415);
  const text = await readText(request, mostBody ?? USUAL_BODY);
  try {
    return fitting(body, parseHostile(text, DEEPEST));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem(400, 'the body is no JSON of ours');
    throw error;
  }
}

async function readText(request: Request, most: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw new Problem(413);
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (request.body) {
    for await (const chunk of request.body) {
      length += chunk.length;
      if (length > most) throw new Problem(413);
      chunks.push(chunk);
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem(400, 'the body is not UTF-8');
  }
}

function fitting(schema: z.ZodType, value: unknown): unknown {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw new Problem(400, untrusted(`${where === '' ? '' : `${where}: `}${issue?.message ?? ''}`));
}
