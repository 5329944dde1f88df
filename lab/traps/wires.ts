/** Traps that speak no HTTP, or any protocol that they are spoken to in. */
import { randomBytes } from 'node:crypto';
import { always, type Trap } from './trap.ts';

const DRIP = 200;

function drip(bytes: () => Buffer): Trap['serve'] {
  return (socket) => {
    const timer = setInterval(() => socket.write(bytes()), DRIP);
    socket.on('close', () => clearInterval(timer));
    socket.resume();
  };
}

const TLS_HANDSHAKE = 0x16;

/** Every command of Redis gets the same, however many come at once. */
function redis(id: string, does: string, answer: string): Trap {
  const serve = always((heard) => {
    if (heard[0] === TLS_HANDSHAKE) return '';
    const commands = heard.toString('latin1').match(/(?:^|\r\n)\*\d+\r\n/g)?.length ?? 1;
    return answer.repeat(commands);
  });
  return { id, does, serve };
}

/** One message of PostgreSQL: its letter, its length, its body. */
function pg(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const PG_IN = Buffer.concat([pg('R', Buffer.alloc(4)), pg('Z', Buffer.from('I'))]);
const PG_ROW = Buffer.concat([
  pg('T', Buffer.alloc(2)),
  pg('D', Buffer.from('0001000000016f', 'hex')),
  pg('C', Buffer.from('SELECT 1\0')),
  pg('Z', Buffer.from('I')),
]);

/** Whoever comes is let in, under any name, and every query has a row. */
const postgresql: Trap['serve'] = (socket) => {
  socket.on('data', (heard) => {
    const isSsl = heard.length === 8;
    socket.write(isSsl ? 'N' : heard[0] === 0 ? PG_IN : PG_ROW);
  });
};

/** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html */
const MYSQL_HELLO = Buffer.from(
  `0a382e302e33360007000000${'31'.repeat(8)}00fff721020008001500${'00'.repeat(10)}${'32'.repeat(12)}00${Buffer.from('mysql_native_password').toString('hex')}00`,
  'hex',
);
const mysqlPacket = (sequence: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.of(body.length, 0, 0, sequence), body]);
const mysqlOk = (sequence: number): Buffer =>
  mysqlPacket(sequence, Buffer.from('00000002000000', 'hex'));

/** Any name and any password, without TLS, and every query is fine. */
const mysql: Trap['serve'] = (socket) => {
  socket.write(mysqlPacket(0, MYSQL_HELLO));
  socket.on('data', (heard) => socket.write(mysqlOk(((heard[3] ?? 0) + 1) & 0xff)));
};

/** `{ok: 1.0, ismaster: true, maxWireVersion: 17, n: 1}`. https://bsonspec.org/spec.html */
const MONGO_FIELDS = Buffer.concat([
  Buffer.from('\u0001ok\0', 'latin1'),
  Buffer.from('000000000000f03f', 'hex'),
  Buffer.from('\bismaster\0\u0001\u0010maxWireVersion\0', 'latin1'),
  Buffer.from('11000000', 'hex'),
  Buffer.from('\u0010n\0', 'latin1'),
  Buffer.from('0100000000', 'hex'),
]);
const MONGO_BODY = Buffer.concat([Buffer.of(MONGO_FIELDS.length + 4, 0, 0, 0), MONGO_FIELDS]);

const MONGO_HEAD = 16;
const OP_MSG = 2013;

/** One answer for each message that came. */
const mongodb: Trap['serve'] = always((heard) => {
  const answers: Buffer[] = [];
  for (let at = 0; at + MONGO_HEAD <= heard.length; at += Math.max(heard.readInt32LE(at), 1)) {
    if (heard.readInt32LE(at + 12) !== OP_MSG) break;
    const body = Buffer.concat([Buffer.alloc(5), MONGO_BODY]);
    const head = Buffer.alloc(MONGO_HEAD);
    head.writeInt32LE(MONGO_HEAD + body.length, 0);
    head.writeInt32LE(heard.readInt32LE(at + 4), 8);
    head.writeInt32LE(OP_MSG, 12);
    answers.push(head, body);
  }
  return Buffer.concat(answers);
});

/** As the honeypot of qeeqbox does: any key has a value, another one each time. */
const memcached: Trap['serve'] = always((heard) =>
  heard.toString('latin1').split('\r\n').filter(Boolean).map(memcachedLine).join(''),
);

function memcachedLine(line: string): string {
  const key = /^gets? (\S+)/.exec(line)?.[1];
  if (key !== undefined) return `VALUE ${key} 0 8\r\n${randomBytes(4).toString('hex')}\r\nEND\r\n`;
  if (line.startsWith('version')) return 'VERSION 1.5.6\r\n';
  if (line.startsWith('stats items')) return 'STAT items:1:number 1\r\nEND\r\n';
  return line.startsWith('stats') ? 'STAT pid 1\r\nSTAT version 1.5.6\r\nEND\r\n' : 'ERROR\r\n';
}

/** Any user, any password, any folder. */
const ftp: Trap['serve'] = (socket) => {
  let isIn = false;
  socket.write('220 FTP server ready\r\n');
  always((heard) => {
    const text = heard.toString('latin1');
    if (text.startsWith('USER')) return '331 Password required\r\n';
    isIn ||= text.startsWith('PASS');
    if (text.startsWith('PASS')) return '230 User logged in, proceed\r\n';
    if (!isIn) return '530 Please log in\r\n';
    const list = '213-Status\r\n-rw-r--r-- 1 0 0 1 Jan 1 00:00 a\r\n213 End\r\n';
    return text.startsWith('STAT /') ? list : '257 "/"\r\n';
  })(socket);
};

/** LDAP's BindResponse: success, to whatever message; the message's number is sent back. */
const ldap: Trap['serve'] = always((heard) => {
  const isMessage = heard[0] === 0x30 && heard[2] === 2 && heard[3] === 1;
  return isMessage
    ? Buffer.from([0x30, 0x0c, 2, 1, heard[4] ?? 1, 0x61, 7, 0x0a, 1, 0, 4, 0, 4, 0])
    : '';
});

/** MQTT: accepted, whoever comes; every subscription is granted, and has a message at once. */
const mqtt: Trap['serve'] = always((heard) => {
  const kind = (heard[0] ?? 0) >> 4;
  if (kind === 1) return Buffer.from('20020000', 'hex');
  if (kind !== 8) return '';
  const granted = Buffer.from([0x90, 3, heard[2] ?? 0, heard[3] ?? 0, 0]);
  return Buffer.concat([granted, Buffer.from('300400016178', 'hex')]);
});

export const WIRE_TRAPS: readonly Trap[] = [
  { id: 'echo', does: 'sends back what it gets', serve: always((heard) => heard) },
  {
    id: 'echo-upper',
    does: 'sends back what it gets in capitals',
    serve: always((heard) => heard.toString('latin1').toUpperCase()),
  },
  {
    id: 'echo-in-words',
    does: 'says in words that it does not know what it got',
    serve: always((heard) => `${heard.toString('utf8').trim()} is not executed.\n`),
  },
  { id: 'tarpit', does: 'accepts, and never says a word', serve: (socket) => socket.resume() },
  {
    id: 'tarpit-lines',
    does: 'sends lines for ever',
    serve: drip(() => Buffer.from(`${randomBytes(8).toString('hex')}\r\n`)),
  },
  {
    id: 'tarpit-http',
    does: 'sends headers of HTTP for ever',
    serve: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      drip(() => Buffer.from('X-A: b\r\n'))(socket);
    },
  },
  { id: 'noise', does: 'answers with random bytes', serve: always(() => randomBytes(64)) },
  {
    id: 'flood',
    does: 'sends a megabyte unasked',
    serve: (socket) => {
      socket.write(Buffer.alloc(1024 * 1024, 0x41));
      socket.resume();
    },
  },
  {
    id: 'hangs-up',
    does: 'hangs up at the first word',
    serve: (socket) => socket.on('data', () => socket.destroy()),
  },
  redis('redis-ok', 'says +OK to every command of Redis', '+OK\r\n'),
  redis('redis-pong', 'says +PONG to every command of Redis', '+PONG\r\n'),
  redis(
    'redis-list',
    'gives the same list to every command of Redis',
    '*2\r\n$1\r\na\r\n$1\r\nb\r\n',
  ),
  redis('redis-integer', 'says 1 to every command of Redis', ':1\r\n'),
  {
    id: 'redis-banner',
    does: 'answers PING of Redis before a closed store',
    serve: always((heard) => {
      const commands = heard.toString('latin1').match(/(?:^|\r\n)\*\d+\r\n\$\d+\r\n\w+/g) ?? [];
      const refusal = '-NOAUTH Authentication required.\r\n';
      return commands.map((one) => (/PING$/i.test(one) ? '+PONG\r\n' : refusal)).join('');
    }),
  },
  {
    id: 'postgresql-any',
    does: 'lets any name into PostgreSQL, and has a row for any query',
    serve: postgresql,
  },
  { id: 'mysql-any', does: 'lets any name with any password into MySQL', serve: mysql },
  { id: 'mongodb-any', does: 'says ok to any command of MongoDB', serve: mongodb },
  { id: 'memcached-any', does: 'has a value for any key of memcached', serve: memcached },
  { id: 'ftp-any', does: 'lets any name into FTP, at any word', serve: ftp },
  { id: 'ldap-any', does: 'says success to any message of LDAP', serve: ldap },
  { id: 'mqtt-any', does: 'accepts anything as MQTT', serve: mqtt },
];
