/**
 * An FTP server, before any log-in: what it can do, whether it offers TLS, and that it wants an account. A visitor's
 * log-in answers a request for credentials, so that it is tried with the owner's leave only.
 * https://www.rfc-editor.org/rfc/rfc959 and https://www.rfc-editor.org/rfc/rfc4217
 */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import { encodeFtp, parseFtp, type FtpAnswer } from '../../protocols/ftp.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { look, type Look, type Opening } from '../service.ts';
import { CODE } from './codes.ts';
import { ftp } from './header.ts';

const NAMED = /\bFTP|FTP\b|FileZilla/i;
/** Where the same greeting is a mail server's, and is left alone. */
const MAIL_PORTS: readonly number[] = [25, 465, 587, 2525];
/** What the well-known servers say of themselves. */
const SOFTWARE =
  /\b(?:vsFTPd|ProFTPD|FileZilla Server(?: version)?|Pure-FTPd|Serv-U|bftpd) v?(\d[\w.]{0,20})/i;

export async function lookAtFtp(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const line = opening.question === 'wait' ? opening.line : await again(dialogue, opening.line);
  line.narrow(ftp);
  const greeting = await line.read(parseFtp);
  const text = greeting.lines.join(' ');
  const plaintext = line.encrypted ? null : true;
  const facts = look({
    plaintext,
    access: 'identified',
    reason: 'It greets as SMTP and FTP servers do.',
    says: { greeting: untrusted(text) },
  });
  if (greeting.code !== CODE.ready)
    return { ...facts, ...named, access: 'unknown', reason: 'It serves nobody at present.' };
  if (MAIL_PORTS.includes(dialogue.port)) return { ...facts, protocol: 'smtp' };
  return askFtp(line, { ...facts, version: untrustedVersion(SOFTWARE.exec(text)?.[1]) }, text);
}

const named = { product: 'ftp', protocol: 'ftp' } as const;

async function again(dialogue: Dialogue, line: Line): Promise<Line> {
  line.close();
  return dialogue.open({ tls: line.encrypted });
}

async function askFtp(line: Line, facts: Look, greeting: string): Promise<Look> {
  const features = await line.ask('ftp', encodeFtp('FEAT'), parseFtp);
  const folder = await line.ask('ftp', encodeFtp('PWD'), parseFtp);
  const wants = folder.code === CODE.notLoggedIn || folder.code === CODE.wantsAccount;
  if (features.code !== CODE.features && !wants && !NAMED.test(greeting)) return facts;
  const seen = {
    ...facts,
    ...named,
    proof: [
      { asked: 'FEAT', answered: `${features.code}` },
      { asked: 'PWD before any log-in', answered: `${folder.code}` },
    ],
  };
  if (!line.encrypted) await showTls(line, features);
  if (!wants)
    return {
      ...seen,
      reason: `It answers PWD with ${folder.code}, which tells nothing of log-ins.`,
    };
  return {
    ...seen,
    access: 'protected',
    authMethods: ['password'],
    reason: `It asks for a log-in (${folder.code}); whether it takes one as anonymous was not tried.`,
  };
}

/** For the certificate: nothing is asked inside. Servers that have it do not always list it. */
async function showTls(line: Line, features: FtpAnswer): Promise<void> {
  const listed = features.lines.some((each) => /\bAUTH\b.*\bTLS\b/i.test(each));
  if (features.code === CODE.features && !listed) {
    line.withoutTls();
    return;
  }
  const answer = await line.ask('ftp', encodeFtp('AUTH TLS'), parseFtp);
  if (answer.code === CODE.proceed) await line.encrypt('upgrade');
  else line.withoutTls();
}
