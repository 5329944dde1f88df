/** Mail to one relay, over TLS from the first byte or by STARTTLS, never without: https://nodemailer.com/smtp/ */
import { createTransport } from 'nodemailer';
import { EgressError, pin, type Leave } from './permit.ts';

export interface Mail extends Leave {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Stays the same when it is sent again, so that a mailbox shows it once. */
  readonly id: string;
  readonly password: string;
  readonly ca?: string;
}

const MOST_MILLISECONDS = 20_000;
const SUBMISSIONS = 465;
const SUBMISSION = 587;

/** `smtps://user@host:port` is TLS at once, `smtp://` demands STARTTLS. */
export async function sendMail(url: URL, mail: Mail): Promise<void> {
  const isDirect = url.protocol === 'smtps:';
  if (!isDirect && url.protocol !== 'smtp:')
    throw new EgressError('mail needs an smtps:// or smtp:// address');
  const { address } = await pin(url.hostname, mail);
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    host: address,
    port: url.port === '' ? (isDirect ? SUBMISSIONS : SUBMISSION) : Number(url.port),
    secure: isDirect,
    requireTLS: true,
    tls: { servername: url.hostname, minVersion: 'TLSv1.2', ...(mail.ca && { ca: mail.ca }) },
    connectionTimeout: MOST_MILLISECONDS,
    greetingTimeout: MOST_MILLISECONDS,
    socketTimeout: MOST_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== '' && { auth: { user, pass: mail.password } }),
  });
  const { from, to, subject, text, id } = mail;
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject,
      text,
      messageId: `<${id}@nightlatch>`,
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new EgressError(`the relay did not take it (${code})`, { cause: error });
  } finally {
    transport.close();
  }
}
