import { z } from 'zod';
import { Access, Control } from './access.ts';

/** One step of a proof, in protocol words: what was asked, and what kind of answer came. Never a value. */
export const Exchange = z.object({ asked: z.string().max(400), answered: z.string().max(400) });
export type Exchange = z.infer<typeof Exchange>;

/** A server's certificate, as it was shown. Names are untrusted text. */
export const Certificate = z.object({
  subject: z.string(),
  names: z.array(z.string()),
  issuer: z.string(),
  /** ISO 8601, UTC. */
  notBefore: z.string(),
  /** ISO 8601, UTC. */
  notAfter: z.string(),
  selfSigned: z.boolean(),
  /** SHA-256 of the DER, lower-case hex. */
  fingerprint: z.string().optional(),
});
export type Certificate = z.infer<typeof Certificate>;

export const Tls = z.object({
  /** A handshake or an upgrade was offered and taken. */
  offered: z.boolean(),
  /** Plaintext was tried and refused; `false` where plaintext is answered; `null` where plaintext was not tried. */
  required: z.boolean().nullable(),
  /** `direct` on connect, `upgrade` inside the protocol. */
  how: z.enum(['direct', 'upgrade']).optional(),
  versions: z.array(z.string()),
  clientCertificate: z.boolean().optional(),
  certificate: Certificate.nullable(),
});
export type Tls = z.infer<typeof Tls>;

/** One TCP endpoint, as it was asked. */
export const Endpoint = z.object({
  address: z.string(),
  port: z.int().min(1).max(65_535),
  transport: z.literal('tcp'),
  /** The name that led here, if one was given; it went out as SNI and Host. */
  host: z.string().optional(),
  /** The address in the kernel's own table, for this machine's listeners. */
  boundTo: z.string().optional(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** Who owns a listening socket of this machine, where the kernel says so. */
export const Owner = z.object({
  pid: z.int().optional(),
  process: z.string().optional(),
  user: z.string().optional(),
});
export type Owner = z.infer<typeof Owner>;

/** How credentials are asked for, as a fact; rules hold it against the policy. */
export const AuthMethod = z.enum([
  'none',
  'cleartext',
  'md5',
  'scram',
  'sha1-challenge',
  'sha2-challenge',
  'basic',
  'bearer',
  'client-certificate',
  'password',
  'other',
]);
export type AuthMethod = z.infer<typeof AuthMethod>;

/** A further port that the product is known for, and whether this run asked it. */
export const Neighbour = z.object({ port: z.int(), role: z.string(), asked: z.boolean() });
export type Neighbour = z.infer<typeof Neighbour>;

/** What one look over the network saw at one endpoint that accepted a connection. Facts only. */
export const Observation = z.object({
  source: z.literal('network'),
  /** Identity of what the owner would name; see findings/identity.ts. */
  asset: z.string(),
  endpoint: Endpoint,
  owner: Owner.optional(),
  product: z.string().nullable(),
  protocol: z.string().nullable(),
  version: z.string().nullable(),
  access: Access,
  /** What carries the verdict, and beside it what a real server had to refuse. */
  proof: z.array(Exchange),
  control: z.array(Exchange),
  /** What a caller without credentials could do; `null` where nothing was let in. */
  grants: Control.nullable(),
  reason: z.string(),
  authMethods: z.array(AuthMethod),
  tls: Tls.nullable(),
  /** The client address that the server reported. */
  seenAs: z.string().optional(),
  /** Untrusted text from the server, cleaned and capped: a banner, a title, a server header. */
  says: z.record(z.string(), z.string()).optional(),
  neighbours: z.array(Neighbour).optional(),
  /** The whole look: what was sent, in protocol words, with the number of the connection. */
  transcript: z.array(z.object({ connection: z.int(), sent: z.string() })),
  /** Connections that this look cost; those for TLS versions and for accounts stand apart. */
  connections: z.object({ look: z.int(), tls: z.int(), accounts: z.int() }),
  /** When the look ended, ISO 8601, UTC. */
  at: z.string(),
});
export type Observation = z.infer<typeof Observation>;
