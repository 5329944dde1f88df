/** Redis' and Valkey's log: no reads, but replication, modules, and requests that do harm. https://redis.io/docs/latest/operate/oss_and_stack/management/ */
import { addressBeforePort, addressOf } from './address.ts';
import { dayFirst } from './clock.ts';
import { event } from './event.ts';
import { lineByLine, share, type Sink, type TrailKind } from './kind.ts';

const LINE =
  /^(\d{1,10}):([MSCX]) (\d{1,2} [A-Z][a-z]{2}(?: \d{4})? \d\d:\d\d:\d\d\.\d{3}) ([.\-*#]) (.*)$/s;
const BY = /user request from '.{0,80}?addr=(\S{1,60})/;
const REPLICA =
  /^(?:Replica|Slave) (\S{1,80}) asks for synchronization|^Full resync requested by (?:replica|slave) (\S{1,80})/;
const ACCEPTED = /^Accepted (\S{1,60}:\d{1,5})$/;
const MASTER = /^(?:REPLICAOF|SLAVE OF) (\S{1,80}) enabled/;
const MODULE = /^Module '.{0,60}' loaded from/;

function tell(sink: Sink, at: number, text: string): void {
  const by = BY.exec(text)?.[1];
  const address = by === undefined ? null : addressBeforePort(by);
  const replica = REPLICA.exec(text);
  if (replica) {
    const peer = addressBeforePort(replica[1] ?? replica[2] ?? '') ?? addressOf(null);
    sink.event(event({ at, act: 'read', address: peer, signs: ['replication', 'bulk-dump'] }));
  }
  const accepted = ACCEPTED.exec(text)?.[1];
  if (accepted !== undefined) {
    sink.namesReaders();
    sink.event(event({ at, act: 'connected', address: addressBeforePort(accepted) }));
  }
  if (MASTER.test(text)) sink.event(event({ at, act: 'changed', address, signs: ['replication'] }));
  if (text.startsWith('MASTER MODE enabled')) sink.event(event({ at, act: 'changed', address }));
  if (MODULE.test(text))
    sink.event(event({ at, act: 'changed', address: null, signs: ['runs-program'] }));
  if (text.startsWith('Possible SECURITY ATTACK'))
    sink.event(event({ at, act: 'refused', address: null }));
}

export const redisLog: TrailKind = {
  id: 'redis-log',
  product: 'redis',
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => LINE.test(line)),
  read(sink, { clock, written }) {
    // Before Redis 5 the year is not written: it is that of the file.
    const year = new Date(written).getUTCFullYear();
    return lineByLine((line) => {
      const found = LINE.exec(line);
      const at = found ? dayFirst(found[3] ?? '', clock, year) : undefined;
      if (at !== undefined) {
        sink.dated(at);
        tell(sink, at, found?.[5] ?? '');
      } else if (/\S/.test(line) && !/^[ |_.`'\\/(),=*$\d\w:~<>-]{0,100}$/.test(line))
        sink.damaged(line);
    });
  },
};
