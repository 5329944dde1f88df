/** The document of the API, made of its routes: https://spec.openapis.org/oas/v3.1.1.html */
import { z } from 'zod';
import { DataMapRow } from '../model/data-map.ts';
import { Observation } from '../model/observation.ts';
import { Coverage } from '../model/run.ts';
import { Visit } from '../model/ledger.ts';
import * as cases from './case-shapes.ts';
import type { Endpoint } from './endpoint.ts';
import { ProblemShape } from './problem.ts';
import * as shapes from './shapes.ts';

export const BASE = '/api/v1';

type Json = Readonly<Record<string, unknown>>;

const named: Readonly<Record<string, z.ZodType>> = {
  Problem: ProblemShape,
  Overview: shapes.Overview,
  Finding: shapes.FindingShape,
  FindingDetail: shapes.FindingDetail,
  Change: shapes.ChangeShape,
  Asset: shapes.AssetShape,
  AssetDetail: shapes.AssetDetail,
  AssetLink: shapes.LinkShape,
  DataMapRow,
  Observation,
  Run: shapes.RunShape,
  RunDetail: shapes.RunDetail,
  Difference: shapes.DifferenceShape,
  Coverage,
  Progress: shapes.ProgressShape,
  Schedule: shapes.ScheduleShape,
  Receiver: shapes.ReceiverShape,
  Delivery: shapes.DeliveryShape,
  Account: shapes.AccountShape,
  Token: shapes.TokenShape,
  Me: shapes.MeShape,
  Settings: shapes.SettingsShape,
  Case: cases.CaseShape,
  CaseDetail: cases.CaseDetail,
  CaseEvent: cases.CaseEventShape,
  CaseCoverage: cases.CaseCoverage,
  Visit,
  Plan: cases.PlanShape,
  Blank: cases.BlankShape,
};

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });

const refOf = (id: string): string => `#/components/schemas/${id}`;

function components(): Json {
  const { schemas } = z.toJSONSchema(registry, { uri: refOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _, $id: __, ...rest } = schema;
      return [id, rest];
    }),
  );
}

/** What is named is referred to. */
function answerOf(schema: z.ZodType): Json {
  const { $schema: _, $defs: __, ...rest } = z.toJSONSchema(schema, { metadata: registry });
  return pointed(rest);
}

function pointed(value: Json): Json {
  const text = JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/');
  const read: Json = JSON.parse(text);
  return read;
}

function inputOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

function parametersOf({ path, query }: Endpoint): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }));
  if (!query) return inPath;
  const read = z.object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const { properties } = read.parse(inputOf(query));
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: false,
    ...(description !== undefined && { description }),
    schema,
  }));
  return [...inPath, ...inQuery];
}

const PROBLEM = {
  content: { 'application/problem+json': { schema: { $ref: refOf('Problem') } } },
};

/** Nothing to look at by that name, or no provider to sign in with. */
const SOMETIMES_NOT_THERE = /^\/(?:runs$|session\/elsewhere)/;

/** What any route may answer, and what only some do. */
function problemsOf({ path, method, body, query, needs }: Endpoint): Json {
  const statuses = [
    ...(body || query ? [400] : []),
    401,
    403,
    ...(path.includes('{') || SOMETIMES_NOT_THERE.test(path) ? [404] : []),
    ...(method === 'get' ? [] : [409]),
    ...(body ? [413, 415] : []),
    421,
    429,
    500,
    ...(needs === 'nobody' ? [503] : []),
  ];
  return Object.fromEntries(
    statuses.map((status) => [status, { description: 'A problem', ...PROBLEM }]),
  );
}

function operationOf(each: Endpoint): Json {
  const { id, summary, tag, needs, body, answer, status = 200, media } = each;
  const content =
    media === undefined
      ? answer && { 'application/json': { schema: answerOf(answer) } }
      : { [media]: { schema: { type: media.includes('json') ? 'object' : 'string' } } };
  return {
    operationId: id,
    summary,
    tags: [tag],
    'x-needs': needs,
    ...(needs === 'nobody' && { security: [] }),
    parameters: parametersOf(each),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: inputOf(body) } },
      },
    }),
    responses: {
      [status]: { description: summary, ...(content && { content }) },
      ...problemsOf(each),
    },
  };
}

export function openApiOf(routes: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const each of routes) {
    const path = `${each.base ?? BASE}${each.path}`;
    paths[path] = { ...paths[path], [each.method]: operationOf(each) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Nightlatch',
      version,
      description:
        'What is open now, since when, and whose it is. A program sends a token; a browser its session cookie, and with whatever changes something the header `X-Nightlatch: 1`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: components(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'nightlatch' },
      },
    },
  };
}
