/** Who asks, by a token or by a session's cookie. */
import { SESSION_LIVES, type Accounts } from '../accounts/accounts.ts';
import { FLOW_LIVES } from '../accounts/elsewhere.ts';
import type { Caller } from '../caller.ts';

/** Over TLS a name that no other host or path can set: https://www.rfc-editor.org/rfc/rfc6265#section-8.6 */
function cookieName(secure: boolean): string {
  return secure ? '__Host-nightlatch' : 'nightlatch';
}

/** Of a sign-in elsewhere that is under way. */
function flowName(secure: boolean): string {
  return `${cookieName(secure)}-sign-in`;
}

const SECRET = /^[\w-]{20,100}$/;

export async function callerOf(
  { headers }: Request,
  accounts: Accounts,
  secure: boolean,
): Promise<Caller | undefined> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +([\w-]{20,100})$/i.exec(authorization)?.[1];
    return token === undefined ? undefined : accounts.byToken(token);
  }
  const secret = cookieIn(headers.get('cookie') ?? '', cookieName(secure));
  return SECRET.test(secret) ? accounts.bySession(secret) : undefined;
}

/** The secret of a sign-in elsewhere that this browser began. */
export function flowOf({ headers }: Request, secure: boolean): string | undefined {
  const secret = cookieIn(headers.get('cookie') ?? '', flowName(secure));
  return SECRET.test(secret) ? secret : undefined;
}

function cookieIn(header: string, name: string): string {
  const found = header.split(';').find((each) => each.trimStart().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1) ?? '';
}

export function sessionCookie(secret: string | null, secure: boolean): string {
  return cookie(cookieName(secure), secret, SESSION_LIVES, secure);
}

export function flowCookie(secret: string | null, secure: boolean): string {
  return cookie(flowName(secure), secret, FLOW_LIVES, secure);
}

function cookie(name: string, secret: string | null, lives: number, secure: boolean): string {
  const age = secret === null ? 0 : lives / 1000;
  const base = `${name}=${secret ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`;
  return secure ? `${base}; Secure` : base;
}
