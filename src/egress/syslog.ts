/** One line to a syslog collector over TLS: RFC 5424 in the frames of RFC 5425. */
import { connect } from 'node:tls';
import { EgressError, pin, type Leave } from './permit.ts';

const PORT = 6514;
const MOST_MILLISECONDS = 10_000;

export interface SyslogLine extends Leave {
  readonly line: string;
  readonly ca?: string;
}

export async function sendSyslog(url: URL, { line, ca, ...leave }: SyslogLine): Promise<void> {
  if (url.protocol !== 'syslog+tls:')
    throw new EgressError('syslog is reached over TLS only: syslog+tls://host:port');
  const { address } = await pin(url.hostname, leave);
  const bytes = Buffer.from(line);
  await new Promise<void>((resolve, reject) => {
    const socket = connect({
      host: address,
      port: url.port === '' ? PORT : Number(url.port),
      servername: url.hostname,
      minVersion: 'TLSv1.2',
      ...(ca !== undefined && { ca }),
    });
    const fail =
      (why: string) =>
      (error?: Error): void => {
        socket.destroy();
        reject(new EgressError(why, { cause: error }));
      };
    socket.setTimeout(MOST_MILLISECONDS, fail('it did not answer in time'));
    socket.on('error', fail('it could not be reached'));
    socket.on('secureConnect', () => {
      socket.end(Buffer.concat([Buffer.from(`${bytes.length} `), bytes]), () => resolve());
    });
  });
}
