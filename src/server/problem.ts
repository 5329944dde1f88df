/** Every error as https://www.rfc-editor.org/rfc/rfc9457 writes it; the words are ours and hold nothing that was sent. */
import { z } from 'zod';

export const ProblemShape = z.object({
  type: z.string().describe('A word for programs, as a URN'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
});

const TITLES = {
  400: 'The request is not as the API describes it',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Nothing is there',
  405: 'Not with this method',
  409: 'It is in another state',
  413: 'Too large',
  415: 'Send JSON',
  421: 'Not under this name',
  429: 'Too many requests',
  500: 'Our mistake',
  503: 'Busy',
} as const;
export type ProblemStatus = keyof typeof TITLES;

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: ProblemStatus;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    detail?: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? TITLES[status]);
    this.status = status;
    this.detail = detail;
    this.headers = headers;
  }

  response(): Response {
    const { status, detail, headers } = this;
    const body: z.infer<typeof ProblemShape> = {
      type: `urn:nightlatch:problem:${status}`,
      title: TITLES[status],
      status,
      ...(detail !== undefined && { detail }),
    };
    return Response.json(body, {
      status,
      headers: { ...headers, 'Content-Type': 'application/problem+json' },
    });
  }
}
