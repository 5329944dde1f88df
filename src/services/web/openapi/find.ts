/** Looks for the description of an API at the places where frameworks put it. */
import type { HttpTalk } from '../../families/http-talk.ts';
import { readDescription, type Description } from './description.ts';

/** FastAPI and others, springdoc, ASP.NET, Swagger 2 and its tools. JSON only. */
const PLACES = [
  '/openapi.json',
  '/v3/api-docs',
  '/swagger/v1/swagger.json',
  '/swagger.json',
  '/v2/api-docs',
  '/api/openapi.json',
  '/api-docs',
] as const;

export const DOCUMENT_SENDS: readonly string[] = PLACES.map((path) => `GET ${path}`);

export interface FoundApi {
  readonly document: string;
  readonly description: Description;
}

export async function findDescription(talk: HttpTalk): Promise<FoundApi | undefined> {
  for (const path of PLACES) {
    const { status, json } = await talk.ask({ path, large: true });
    const description = status === 200 ? readDescription(json) : undefined;
    if (description) return { document: path, description };
  }
  return undefined;
}
