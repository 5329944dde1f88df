/** The API against its own document: whatever is sent is answered by something that the document names, and never 5xx. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workOn } from '../../test/seed-case.ts';
import { seedStore } from '../../test/seed-store.ts';
import { serverFixture, type ServerFixture } from '../../test/server-fixture.ts';
import { openApiOf } from './openapi.ts';
import { routes } from './routes.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly schema: object }> }
  >;
}

const document = openApiOf(routes, '1') as {
  paths: Record<string, Record<string, Operation>>;
  components: object;
};
// A stream has no end, and a link or password that is tried out by chance says nothing.
const LEFT_OUT = new Set(['streamEvents']);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) =>
    LEFT_OUT.has(operation.operationId) ? [] : [{ path, method, operation }],
  ),
);

let server: ServerFixture;
let known: Record<string, readonly string[]>;
beforeAll(async () => {
  server = await serverFixture();
  await seedStore(server.store, 30, server.now);
  await server.account('boss', 'admin');
  await server.account('ann', 'viewer');
  const findings = await server.store.findings.page({}, 5);
  const [first] = findings;
  const opened = await server.facts.cases.open(first?.finding.id ?? '', 'boss');
  await workOn(opened.folder, 3, server.now);
  known = {
    id: ['id-ann', 'seed-1', 'none', opened.id, ...findings.map(({ finding }) => finding.id)],
    asset: ['10.0.0.1:6379', 'none'],
    name: ['hook', 'none'],
  };
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'doc', components: document.components });

const checks = new Map<object, ValidateFunction>();

function fits(schema: object, value: unknown): string {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"doc#/components');
  const check = checks.get(schema) ?? ajv.compile(JSON.parse(text) as object);
  checks.set(schema, check);
  return check(value) ? '' : ajv.errorsText(check.errors);
}

/** Values that fit a schema in kind, those that do not, and those that nobody thinks of. */
const ODD = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e309',
    'null',
    '[]',
    '{}',
    '%',
    '\0',
    '\uD800',
    '\u202E',
    '2026-12-01',
    'open',
    'admin',
    'a'.repeat(300),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

function like(schema: object): fc.Arbitrary<unknown> {
  const {
    type,
    enum: words,
    properties,
    items,
    anyOf,
  } = schema as {
    type?: string;
    enum?: readonly unknown[];
    properties?: Record<string, object>;
    items?: object;
    anyOf?: readonly object[];
  };
  const odd = fc.oneof(ODD, fc.constantFrom(null, true, 1, -1.5, 1e300, [], {}));
  if (words) return fc.oneof(fc.constantFrom(...words), odd);
  if (anyOf) return fc.oneof(...anyOf.map(like), odd);
  if (properties) {
    const fields = Object.entries(properties).map(([name, each]) => [name, like(each)] as const);
    const whole = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
    return fc.oneof({ weight: 5, arbitrary: whole }, odd);
  }
  if (items) return fc.oneof(fc.array(like(items), { maxLength: 3 }), odd);
  if (type === 'integer') return fc.oneof(fc.integer({ min: -2, max: 400 }), odd);
  if (type === 'boolean') return fc.oneof(fc.boolean(), odd);
  return odd;
}

/** For callers who are nobody yet. */
const PUBLIC = ['signIn', 'redeemLink', 'beginSignIn', 'finishSignIn'];

const TIMES = 20;

it('answers whatever is sent as its document says, and an unknown caller not at all', async () => {
  const boss = await server.token('boss', 'admin', [
    'read',
    'metrics',
    'submit',
    'operate',
    'admin',
  ]);
  const session = await server.session('boss');
  const seen = new Set<number>();
  for (const { path, method, operation } of operations) {
    const body = operation.requestBody?.content['application/json']?.schema;
    const requests = fc.record({
      params: fc.record({
        id: fc.oneof(fc.constantFrom(...(known['id'] ?? [])), ODD),
        asset: fc.oneof(fc.constantFrom(...(known['asset'] ?? [])), ODD),
        name: fc.oneof(fc.constantFrom(...(known['name'] ?? [])), ODD),
        other: fc.oneof(fc.constantFrom(...(known['id'] ?? [])), ODD),
      }),
      query: fc.record(
        Object.fromEntries(
          operation.parameters
            .filter((each) => each.in === 'query')
            .map(({ name, schema }) => [name, fc.oneof(like(schema), ODD)]),
        ),
        { requiredKeys: [] },
      ),
      body: body ? like(body) : fc.constant(undefined),
      by: fc.constantFrom(boss, session, {}),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ params, query, body: sent, by }) => {
        // Each try is a minute of its own, so that rates do not hide what lies behind them.
        server.now = new Date(server.now.getTime() + 1000);
        const words = Object.entries(query).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]);
        const there = path.replaceAll(/\{(\w+)\}/g, (_, name: 'id' | 'asset' | 'name' | 'other') =>
          encodeURIComponent(wellFormed(params[name]) || 'none'),
        );
        const search = words.length === 0 ? '' : `?${String(new URLSearchParams(words))}`;
        const got = await server.ask(method.toUpperCase(), `${there}${search}`, by, sent);
        seen.add(got.status);
        const told = operation.responses[String(got.status)];
        expect([operation.operationId, got.status, told !== undefined]).toEqual([
          operation.operationId,
          got.status,
          true,
        ]);
        expect(got.status).toBeLessThan(500);
        const isPublic = PUBLIC.includes(operation.operationId);
        if (Object.keys(by).length === 0 && !isPublic) expect(got.status).toBe(401);
        const [content] = Object.values(told?.content ?? {});
        if (typeof got.body !== 'string' && content)
          expect(fits(content.schema, got.body)).toBe('');
      }),
      { numRuns: TIMES, seed: 20_261_125 },
    );
  }
  expect(server.errors).toEqual([]);
  // It came through the gates often enough to mean something.
  for (const status of [200, 400, 401, 403, 404]) expect([...seen]).toContain(status);
});

function wellFormed(text: string): string {
  return text.replaceAll(/[\uD800-\uDFFF]/g, '');
}
