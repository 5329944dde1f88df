import { z } from 'zod';
import { Access, Control } from './access.ts';
import { AtRest, Inventory } from './inventory.ts';
import { Vantage } from './vantage.ts';
import { Web } from './web.ts';

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

/** A place in a file that the owner wrote; lines and columns count from 1. */
export const Place = z.object({
  /** The path as it was named, with `/`. */
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
});
export type Place = z.infer<typeof Place>;

/** What a fact of a file bears on; a finding names the facts of its own rule first. */
export const Topic = z.enum(['access', 'account', 'transport', 'network', 'version', 'identity']);
export type Topic = z.infer<typeof Topic>;

/** One line of a file that carries part of the verdict. All words are ours: no value of the file stands here. */
export const FileFact = Place.extend({
  about: Topic,
  says: z.string(),
  /** The column behind the last sign that is spoken of, where it stands on one line. */
  until: z.int().optional(),
  /** The safe text to write in its place; empty where the line has to go. */
  write: z.string().optional(),
  /** What is missing: lines to add after this one. */
  add: z.string().optional(),
});
export type FileFact = z.infer<typeof FileFact>;

/** What came of the read-only credential that the owner gave for this endpoint. Never anything of the credential. */
export const CredentialUse = z.object({
  outcome: z.enum(['used', 'refused', 'withheld', 'unused']),
  /** Whether it may change something, where the server tells. */
  canWrite: z.boolean().nullable(),
});
export type CredentialUse = z.infer<typeof CredentialUse>;

/** What holds for every look, whatever it looked at. Facts only. */
const Look = z.object({
  /** Identity of what the owner would name; see findings/identity.ts. */
  asset: z.string(),
  /** Where it answers; from a file: where it will answer once it runs. */
  endpoint: Endpoint,
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
  /** Untrusted text from the server, cleaned and capped: a banner, a title, a server header. */
  says: z.record(z.string(), z.string()).optional(),
  /** What it listed of its inside, classified; absent where nothing was listed. */
  inventory: Inventory.optional(),
  /** Whether what it stores is encrypted; absent where nobody could tell anything. */
  atRest: AtRest.optional(),
  /** When the look ended, ISO 8601, UTC. */
  at: z.string(),
});

/** What one look over the network saw at one endpoint that accepted a connection. */
export const NetworkObservation = Look.extend({
  source: z.literal('network'),
  owner: Owner.optional(),
  credential: CredentialUse.optional(),
  /** The client address that the server reported. */
  seenAs: z.string().optional(),
  neighbours: z.array(Neighbour).optional(),
  /** Of a web server that was looked at closely; see docs/verdicts.md. */
  web: Web.optional(),
  /** The whole look: what was sent, in protocol words, with the number of the connection. */
  transcript: z.array(z.object({ connection: z.int(), sent: z.string() })),
  /** Connections that this look cost; those for TLS versions and for accounts stand apart. */
  connections: z.object({
    look: z.int(),
    tls: z.int(),
    accounts: z.int(),
    /** Absent in observations that older versions saved. */
    inventory: z.int().optional(),
  }),
});
export type NetworkObservation = z.infer<typeof NetworkObservation>;

/** What files say of one endpoint before it runs. */
export const FileObservation = Look.extend({
  source: z.literal('file'),
  /** The line that brings the endpoint about. */
  where: Place,
  /** Who will reach it, where the address does not tell. */
  reach: z.object({ vantage: Vantage, because: z.string() }).optional(),
  facts: z.array(FileFact),
  /** Whether an audit of the same endpoint saw what the files say, where one was given. */
  world: z
    .object({ agrees: z.boolean(), access: Access, asset: z.string(), at: z.string() })
    .optional(),
});
export type FileObservation = z.infer<typeof FileObservation>;

export const Observation = z.discriminatedUnion('source', [NetworkObservation, FileObservation]);
export type Observation = z.infer<typeof Observation>;
