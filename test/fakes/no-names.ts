import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { inNamespace, run } from '../../lab/run.ts';

/** Answers every look-up with NXDOMAIN: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1 */
const SERVER = `
const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (question, peer) => {
  let end = 12;
  while (question[end]) end += question[end] + 1;
  const answer = Buffer.from(question.subarray(0, end + 5));
  answer.writeUInt16BE(0x8183, 2);
  answer.fill(0, 6, 12);
  socket.send(answer, peer.port, peer.address);
});
socket.bind(53, process.argv[1], () => console.log('ready'));
`;

/** In a namespace, answers for the name server of this machine, so that look-ups end at once and with no name. */
export async function answerNoNames(netns: string): Promise<Disposable> {
  const address =
    /^nameserver (\S+)/m.exec(readFileSync('/etc/resolv.conf', 'utf8'))?.[1] ?? '127.0.0.1';
  if (isIP(address) !== 4) throw new Error('the name server of this machine has no IPv4 address');
  if (!address.startsWith('127.'))
    await run(['ip', '-n', netns, 'address', 'add', `${address}/32`, 'dev', 'lo']);
  const words = [...inNamespace(netns), process.execPath, '-e', SERVER, address];
  const child = spawn(words[0] ?? '', words.slice(1), {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', () => reject(new Error('no name server came up')));
  });
  return { [Symbol.dispose]: () => child.kill() };
}
