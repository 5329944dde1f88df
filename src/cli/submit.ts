/** `audit --submit URL`: hands the run in to a Nightlatch that serves. The token never stands on the command line. */
import { EgressError } from '../egress/permit.ts';
import { post } from '../egress/post.ts';
import { UsageError } from '../model/errors.ts';
import type { RunView } from '../model/run.ts';
import { untrusted } from '../model/untrusted.ts';
import { formats, type ReportOptions } from '../report/index.ts';
import { readLine } from './read-line.ts';
import { say } from './terminal.ts';

export interface SubmitOptions {
  readonly submit?: string;
  readonly submitAs?: string;
  readonly tokenStdin?: boolean;
}

export interface Submission {
  readonly url: URL;
  readonly token: string;
}

/** What the server takes; more is for a machine that looks by itself. */
const MOST_BYTES = 64 * 1024 * 1024;
/** It judges all of it before it answers. */
const WITHIN = 120_000;
const CREATED = 201;
const TOKEN = /^nlt_[\w-]{20,96}$/;

/** Whatever can be wrong is wrong before anything is looked at. */
export async function readSubmission(options: SubmitOptions): Promise<Submission | undefined> {
  if (options.submit === undefined) return undefined;
  const url = baseOf(options.submit);
  url.pathname = '/api/v1/runs/submit';
  url.searchParams.set('entry', options.submitAs ?? 'audit');
  const token = options.tokenStdin ? await readLine() : (process.env['NIGHTLATCH_TOKEN'] ?? '');
  if (!TOKEN.test(token))
    throw new UsageError(
      '--submit needs a token with the scope "submit": set NIGHTLATCH_TOKEN, or hand it over with --token-stdin',
    );
  return { url, token };
}

function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.pathname !== '/')
    throw new UsageError(
      `--submit ${JSON.stringify(untrusted(text))}: takes the address of a page of serve, as https://nightlatch.example.org`,
    );
  return url;
}

/** Whether it was taken; why not is said. */
export async function submit(
  { url, token }: Submission,
  view: RunView,
  options: ReportOptions,
): Promise<boolean> {
  const parts: string[] = [];
  let bytes = 0;
  for (const chunk of formats.json(view, options)) {
    bytes += Buffer.byteLength(chunk);
    if (bytes > MOST_BYTES) return failed(`the document is larger than ${MOST_BYTES} bytes`);
    parts.push(chunk);
  }
  try {
    const { status, body } = await post(url, {
      // Named on the command line by whoever runs it.
      allowPrivate: true,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: parts.join(''),
      within: WITHIN,
    });
    if (status === CREATED) return true;
    return failed(`it answered HTTP ${status}${detailOf(body)}`);
  } catch (error) {
    if (error instanceof EgressError) return failed(error.message);
    throw error;
  }
}

function failed(why: string): false {
  say(`The run was not handed in: ${why}.`);
  return false;
}

function detailOf(body: string): string {
  const found = /"detail":"((?:[^"\\]|\\.){1,200})"/.exec(body)?.[1];
  return found === undefined ? '' : `: ${untrusted(found)}`;
}
