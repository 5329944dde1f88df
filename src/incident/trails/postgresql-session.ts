/** What PostgreSQL's messages say, whichever of its three formats they come in. https://www.postgresql.org/docs/current/runtime-config-logging.html */
import { addressOf } from './address.ts';
import { isOwn, programName } from './clean.ts';
import { event, type Sign, type TrailEvent } from './event.ts';
import type { Sink } from './kind.ts';
import { isDumpTool } from './signs.ts';
import { readSql } from './sql.ts';

export interface Message {
  readonly at: number;
  readonly session: string;
  readonly severity: string;
  readonly text: string;
  readonly host?: string | undefined;
  readonly user?: string | undefined;
  readonly application?: string | undefined;
  /** The statement that an error carries. */
  readonly statement?: string | undefined;
}

interface Session {
  /** A connection that has not said yet who it is. */
  pending?: number | undefined;
  host?: string | undefined;
  user?: string | undefined;
  application?: string | undefined;
}

const MOST_SESSIONS = 65_536;
const RECEIVED = /^connection received: host=(\S{1,200})/;
const AUTHORIZED =
  /^(?:replication )?connection authorized: user=(.{1,120}?)(?: database=.{1,120}?)?(?: application_name=(.{0,120}?))?(?: SSL enabled .*)?$/;
const DISCONNECTED =
  /^disconnection: session time: .{0,80}? user=(.{0,120}?) database=.{0,120}? host=(\S{0,100})/;
const STATEMENT =
  /^(?:duration: [\d.]+ ms {2})?(?:statement|execute [^:]{1,100}|parse [^:]{1,100}|bind [^:]{1,100}): (.*)$/s;
const REFUSED =
  /authentication failed|no pg_hba\.conf entry|pg_hba\.conf rejects|role ".{0,100}" does not exist|not permitted to log in/;
const LOCAL = /^\[?local\]?$/;

/** Addresses stand in the lines about connections; statements are put to them by the session. */
export class Sessions {
  readonly #sink: Sink;
  readonly #known = new Map<string, Session>();

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  message(message: Message): void {
    this.#sink.dated(message.at);
    const session = this.#session(message);
    const { text, at } = message;
    if (this.#aboutConnection(session, message)) return;
    this.#settle(session);
    if (REFUSED.test(text)) this.#tell(event({ at, act: 'refused', address: null }), session);
    const sql = STATEMENT.exec(text)?.[1] ?? message.statement;
    if (sql !== undefined) this.#statement(at, sql, session, message.severity);
    if (/^(?:parameter "(?:log_statement|log_connections)" changed to)/.test(text))
      this.#sink.suspect('log-changed', at, 'what is logged was changed while the server ran');
  }

  /** Connections that never said who they are. */
  end(): void {
    for (const session of this.#known.values()) this.#settle(session);
  }

  #settle(session: Session): void {
    const { pending } = session;
    session.pending = undefined;
    if (pending !== undefined)
      this.#tell(event({ at: pending, act: 'connected', address: null }), session);
  }

  #aboutConnection(session: Session, { at, text }: Message): boolean {
    const received = RECEIVED.exec(text);
    if (received) {
      this.#sink.namesReaders();
      session.host = received[1];
      session.pending = at;
      return true;
    }
    const authorized = AUTHORIZED.exec(text);
    if (authorized) {
      session.user = authorized[1];
      session.application = authorized[2] ?? session.application;
      const isCopy = text.startsWith('replication');
      const signs: Sign[] = isCopy ? ['replication'] : [];
      session.pending = undefined;
      this.#tell(event({ at, act: isCopy ? 'read' : 'connected', address: null, signs }), session);
      return true;
    }
    const gone = DISCONNECTED.exec(text);
    if (!gone) return false;
    this.#settle(session);
    session.host ??= gone[2];
    session.user ??= gone[1];
    this.#sink.namesReaders();
    this.#tell(event({ at, act: 'connected', address: null, requests: 0 }), session);
    return true;
  }

  #statement(at: number, sql: string, session: Session, severity: string): void {
    const statement = readSql(sql);
    const isDump = isDumpTool(session.application ?? '');
    const failed = severity === 'ERROR' || severity === 'FATAL';
    this.#tell(
      event({
        at,
        act: failed && statement.act === 'read' ? 'metadata' : statement.act,
        address: null,
        tables: failed ? [] : statement.tables,
        signs: isDump ? [...statement.signs, 'bulk-dump'] : statement.signs,
        plain: statement.plain,
      }),
      session,
    );
  }

  #tell(found: TrailEvent, { host, user, application }: Session): void {
    if (host !== undefined && LOCAL.test(host)) return;
    this.#sink.event({
      ...found,
      address: addressOf(host),
      ...(user !== undefined && user !== '[unknown]' && { user: programName(user) }),
      ...(application !== undefined && application !== '' && { client: programName(application) }),
      own: isOwn(application),
    });
  }

  #forget(): void {
    const [oldest] = this.#known;
    if (!oldest) return;
    this.#settle(oldest[1]);
    this.#known.delete(oldest[0]);
  }

  #session({ session: id, host, user, application }: Message): Session {
    let session = this.#known.get(id);
    if (!session) {
      if (this.#known.size >= MOST_SESSIONS) this.#forget();
      session = {};
      this.#known.set(id, session);
    }
    if (host !== undefined && host !== '') {
      session.host = host;
      this.#sink.namesReaders();
    }
    if (user !== undefined && user !== '') session.user = user;
    if (application !== undefined && application !== '' && application !== '[unknown]')
      session.application = application;
    return session;
  }
}
