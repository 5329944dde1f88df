import type { Duplex } from 'node:stream';
import type { Certificate, CertificateKind } from './certificates.ts';

/** The one account that every state with a password knows. It guards throw-away servers only. */
export const LAB_USER = 'auditor';
export const LAB_PASSWORD = 's3cret';
/** By bcrypt at the lowest cost. */
export const LAB_PASSWORD_HASH = '$2y$04$9mMTLYEhBzuZRlFnVhHD3OSgZBcgH1PEl80HHasxP/AcJ9.Cvo4fa';

/** A server in a state, as `startServer` hands it out. */
export interface LabServer extends AsyncDisposable {
  readonly product: string;
  readonly state: string;
  readonly address: string;
  readonly port: number;
  /** Every port by its name, the main one included. */
  readonly ports: Readonly<Record<string, number>>;
  readonly pid: number;
  /** Its own temporary folder: configuration, data and `server.log`. Gone after `stop`. */
  readonly folder: string;
  stop(): Promise<void>;
  /** The same program with the same words in the same folder, up again once `isUp`, or its own question, says so. */
  restart(isUp?: () => Promise<boolean>): Promise<void>;
}

export interface StartOptions {
  /**
   * `odd` (default): a free port that no product uses. `usual`: the product's own ports, on an
   * unused 127.x.y.z address, so that many servers can have "their" port at the same time.
   */
  readonly port?: 'odd' | 'usual' | number;
  readonly address?: string;
  /** Passed on to the product in its own words; each product's file says how. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A network namespace (name, or path of its file) to start the server in. */
  readonly netns?: string;
}

/** What a product's file is told about the place where its server is to stand. */
export interface Site {
  readonly state: string;
  readonly address: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  port(name: string): number;
  /** Writes a file that the server's user may read, and gives its path. */
  write(name: string, text: string): Promise<string>;
  makeFolder(name: string): Promise<string>;
  certificate(kind: CertificateKind): Promise<Certificate>;
  /** A fresh connection to one of the server's ports, from where the server stands. */
  dial(name: string): Duplex;
  /** Runs a program to its end as the server's user. */
  run(argv: readonly string[], input?: string): Promise<string>;
  /** A second server that this one needs; it is stopped with this one. */
  startOther(product: string, state: string): Promise<LabServer>;
}

/** How to start the server, and how to know that it answers. */
export interface Launch {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** For the few that cannot run as anybody else. */
  readonly asRoot?: boolean;
  /** The product's own request, answered in the way this state answers. */
  ready(): Promise<boolean>;
  seed?(): Promise<void>;
}

export interface Product {
  readonly id: string;
  /** The product's own ports by name; the first is the main one. 0: always a free one. */
  readonly ports: Readonly<Record<string, number>>;
  /** A state's own ports, where they differ: TLS often has its own. */
  readonly portsIn?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly states: readonly string[];
  /** States that show only to a client from elsewhere, and bind every address: namespaces only. */
  readonly namespaceStates?: readonly string[];
  /** Programs that have to be installed. */
  readonly needs: readonly string[];
  /**
   * Too much for every machine and every run: the folder, its version in the name, that `lab/install.sh --heavy` makes.
   * Its tests run where it is there and NIGHTLATCH_LAB_HEAVY is set.
   */
  readonly heavy?: string;
  /** What else keeps it from being started here. */
  missing?(): string | undefined;
  /** How long a start may take on a busy machine, in milliseconds. */
  readonly patience?: number;
  /** SIGTERM where not said. */
  readonly stopSignal?: NodeJS.Signals;
  launch(site: Site): Promise<Launch>;
}

export class LabError extends Error {
  override readonly name = 'LabError';
}
