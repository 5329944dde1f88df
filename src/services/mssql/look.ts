/**
 * Microsoft SQL Server. It has no session without a log-in, so that the look ends with what it says before one: its
 * version, and whether it encrypts. Its TLS runs inside its own packets; the certificate is not seen.
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-tds/60f56408-0188-4cd5-8b90-25c6f2423868
 */
import { ENCRYPT, parsePrelogin } from '../../protocols/tds.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { look, type Look, type Opening } from '../service.ts';

const WORDS: Readonly<Record<number, string>> = {
  [ENCRYPT.off]: 'for the log-in',
  [ENCRYPT.on]: 'for everything',
  [ENCRYPT.unsupported]: 'not at all',
  [ENCRYPT.required]: 'for everything, and insists on it',
};

export async function lookAtMssql(_dialogue: Dialogue, { line }: Opening): Promise<Look> {
  const { version, encryption } = await line.read(parsePrelogin);
  const insists = encryption === ENCRYPT.on || encryption === ENCRYPT.required;
  const words = WORDS[encryption] ?? 'in a way that is not known here';
  if (!line.encrypted) {
    if (encryption === ENCRYPT.unsupported) line.withoutTls();
    else line.withTls();
  }
  return look({
    product: 'mssql',
    protocol: 'tds',
    version,
    access: 'protected',
    reason: 'It asks every client for a log-in; there is no session without one.',
    proof: [{ asked: 'PRELOGIN', answered: `version ${version}, encrypts ${words}` }],
    authMethods: ['password'],
    plaintext: line.encrypted ? null : !insists,
  });
}
