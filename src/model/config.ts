import { z } from 'zod';
import { ExceptionEntry } from './exception.ts';
import { Vantage } from './vantage.ts';
import { ServerConfig } from './server-config.ts';
import { Heartbeat, Keep, Receiver, WatchEntry } from './watch-config.ts';

/**
 * `nightlatch.yaml`, as the owner writes it. Unknown keys are refused with their place and a suggestion.
 * Its JSON Schema is schemas/config.schema.json.
 */
export const ScopeEntry = z.strictObject({
  /** One of: an address, a CIDR range, or a DNS name (which covers the names below it). */
  range: z.string().describe('Address, CIDR range or DNS name that is yours'),
  /** Who owns it: a team or a person. */
  owner: z.string().min(1).describe('Team or person who answers for it'),
  /** Who says that it may be looked at, and when they said so. Needed for public addresses. */
  attested: z
    .strictObject({
      by: z.string().min(1),
      on: z.iso.date().describe('Day of the attestation, YYYY-MM-DD'),
      until: z.iso.date().optional(),
    })
    .optional(),
});
export type ScopeEntry = z.infer<typeof ScopeEntry>;

const Requirement = z.strictObject({
  network: z.enum(['private', 'any']).optional(),
  authentication: z.enum(['required', 'any']).optional(),
  in_transit: z.enum(['required', 'any']).optional(),
  at_rest: z.enum(['required', 'any']).optional(),
});

export type Requirement = z.infer<typeof Requirement>;

/** Somebody's word on what nobody can see from outside. It ends by itself. */
export const AtRestAttestation = z.strictObject({
  store: z
    .string()
    .min(1)
    .describe(
      'The asset as reports name it: name:port, address:port, this-host/process@address:port',
    ),
  at_rest: z.enum(['encrypted', 'plain']),
  how: z.string().min(1).optional().describe('By what: an encrypted volume, a key service'),
  owner: z.string().min(1).describe('Team or person who answers for it'),
  on: z.iso.date().describe('Day of the attestation, YYYY-MM-DD'),
  until: z.iso.date().describe('Last day on which it counts, YYYY-MM-DD'),
});
export type AtRestAttestation = z.infer<typeof AtRestAttestation>;

export const Policy = z.strictObject({
  /** What must hold for data that nobody classified yet, and for classes that have no line of their own. */
  default: Requirement.optional(),
  'chat-logs': Requirement.optional(),
  secrets: Requirement.optional(),
  personal: Requirement.optional(),
  payment: Requirement.optional(),
  health: Requirement.optional(),
  location: Requirement.optional(),
  attestations: z.array(AtRestAttestation).optional(),
});
export type Policy = z.infer<typeof Policy>;

const Given = z.string().min(1);

/** A read-only account of the owner's for one endpoint. What is secret of it stands elsewhere. */
export const CredentialEntry = z
  .strictObject({
    target: Given.describe('One endpoint: HOST:PORT, or a URL; never a range'),
    user: Given.optional(),
    user_env: Given.optional().describe('Environment variable that holds the name'),
    database: z
      .string()
      .regex(/^[\w.-]{1,63}$/)
      .optional()
      .describe('Database that the account was made in, for MongoDB; admin without it'),
    password_env: Given.optional().describe('Environment variable that holds the password'),
    password_file: Given.optional().describe('File whose first line is the password'),
    token_env: Given.optional().describe('Environment variable that holds a token for HTTP'),
    token_file: Given.optional().describe('File whose first line is such a token'),
    ca_file: Given.optional().describe('Authorities of its certificate, PEM; else the system’s'),
  })
  .refine(
    (entry) => {
      const secrets = [entry.password_env, entry.password_file, entry.token_env, entry.token_file];
      return secrets.filter((each) => each !== undefined).length === 1;
    },
    { message: 'name one of password_env, password_file, token_env, token_file' },
  )
  .refine(({ user, user_env }) => user === undefined || user_env === undefined, {
    message: 'name the user once: with user, or with user_env',
  });
export type CredentialEntry = z.infer<typeof CredentialEntry>;

export const Config = z.strictObject({
  version: z.literal(1).default(1),
  vantage: Vantage.optional().describe('From where this look is made: who else stands there?'),
  scope: z.array(ScopeEntry).default([]),
  targets: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  policy: Policy.default({}),
  accounts: z.enum(['none', 'empty', 'default']).optional(),
  inventory: z
    .enum(['none', 'names', 'sample'])
    .optional()
    .describe(
      'What is asked of a store that let us in: nothing, names and counts, or a sample too',
    ),
  credentials: z
    .array(CredentialEntry)
    .default([])
    .describe('Read-only accounts of yours, to see what a protected store holds'),
  rate: z.int().min(1).max(100_000).optional(),
  per_host: z.int().min(1).max(10_000).optional(),
  timeout: z.int().min(50).max(15_000).optional(),
  fail_on: z.enum(['critical', 'high', 'medium', 'low', 'none']).optional(),
  fail_on_unknown: z.boolean().optional(),
  watch: z.array(WatchEntry).default([]).describe('What `serve` looks at again and again'),
  exceptions: z
    .array(ExceptionEntry)
    .default([])
    .describe('Findings of `check` that somebody lives with until a day'),
  receivers: z.array(Receiver).default([]).describe('Who is told when a door opens or shuts'),
  heartbeat: Heartbeat.optional().describe('A dead man’s switch for `serve`'),
  keep: Keep.default(Keep.parse({})).describe('How long `serve` remembers what grows'),
  server: ServerConfig.optional().describe('Where `serve` shows it'),
});
export type Config = z.infer<typeof Config>;
