/** Whether a receiver can be reached, without a word said to it: a pinned connection, TLS and its certificate. */
import { connect as overTcp, type Socket } from 'node:net';
import { connect as overTls } from 'node:tls';
import { EgressError, pin, type Leave } from './permit.ts';
import { refuseScheme } from './post.ts';

const MOST_MILLISECONDS = 5000;

interface Way {
  readonly port: number;
  readonly tls: boolean;
}

const WAYS: Readonly<Record<string, Way>> = {
  'https:': { port: 443, tls: true },
  'http:': { port: 80, tls: false },
  'smtps:': { port: 465, tls: true },
  'smtp:': { port: 587, tls: false },
  'syslog+tls:': { port: 6514, tls: true },
};

export async function reach(url: URL, leave: Leave & { readonly ca?: string }): Promise<void> {
  const way = WAYS[url.protocol];
  if (!way) throw new EgressError(`nothing is sent over ${url.protocol}`);
  if (url.protocol.startsWith('http')) refuseScheme(url, leave);
  const { address } = await pin(url.hostname, leave);
  const port = url.port === '' ? way.port : Number(url.port);
  const name = /^[\d.]+$|^\[/.test(url.hostname) ? '' : url.hostname;
  const { ca } = leave;
  await new Promise<void>((resolve, reject) => {
    const settle = (why?: string): void => {
      socket.destroy();
      if (why === undefined) resolve();
      else reject(new EgressError(why));
    };
    const socket: Socket = way.tls
      ? overTls({ host: address, port, servername: name, ...(ca !== undefined && { ca }) }, settle)
      : overTcp({ host: address, port }, settle);
    socket.setTimeout(MOST_MILLISECONDS, () => settle('it did not answer in time'));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      settle(`it could not be reached (${error.code ?? error.name})`),
    );
  });
}
