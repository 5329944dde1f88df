/** Server access logs of S3. https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
import { addressOf } from './address.ts';
import { isOwn, pathName, programName } from './clean.ts';
import { dayFirst } from './clock.ts';
import { type Act, event } from './event.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

const CELL = /"((?:[^"\\]|\\[^])*)"|\[([^\]]*)\]|(\S+)/g;
const FEWEST = 17;
const AT = {
  bucket: 1,
  time: 2,
  peer: 3,
  requester: 4,
  operation: 6,
  status: 9,
  sent: 11,
  agent: 16,
};
const OPERATION = /^(?:REST|SOAP|BATCH|WEBSITE)\.[A-Z]+\.[A-Z_]+$|^S3\.[A-Z_.]+$/;
const FAILED = 400;

function cellsOf(line: string): string[] {
  return [...line.matchAll(CELL)].map(
    ([, quoted, bracketed, bare]) => quoted ?? bracketed ?? bare ?? '',
  );
}

function fits(line: string): boolean {
  const cells = cellsOf(line);
  return cells.length >= FEWEST && OPERATION.test(cells[AT.operation] ?? '');
}

function actOf(operation: string, status: number): Act {
  if (status === 401 || status === 403) return 'refused';
  if (/\.GET\.OBJECT$|\.COPY\.OBJECT_GET$|\.SELECT\.OBJECT$/.test(operation)) return 'read';
  if (/\.DELETE\.|EXPIRE/.test(operation)) return 'destroyed';
  if (/\.PUT\.(?:BUCKETPOLICY|ACL|PUBLIC)/.test(operation)) return 'changed';
  return /\.(?:PUT|POST)\./.test(operation) ? 'wrote' : 'metadata';
}

export const s3Access: TrailKind = {
  id: 's3-access-log',
  product: 's3',
  recognise: (lines) => share(lines, fits),
  read(sink, { clock }) {
    sink.namesReaders();
    return lineByLine((line) => {
      const cells = cellsOf(line);
      const at = dayFirst(cells[AT.time] ?? '', clock);
      if (cells.length < FEWEST || at === undefined) {
        if (line !== '') sink.damaged(line);
        return;
      }
      sink.dated(at);
      const status = countOf(cells[AT.status]) ?? 0;
      const act = actOf(cells[AT.operation] ?? '', status);
      const isObject = act === 'read' && status < FAILED;
      const payload = countOf(cells[AT.sent]);
      const agent = cells[AT.agent] ?? '';
      const requester = cells[AT.requester] ?? '-';
      sink.event(
        event({
          at,
          act,
          address: addressOf(cells[AT.peer]),
          user: requester === '-' ? 'anonymous' : programName(requester),
          client: programName(agent),
          tables: [pathName(cells[AT.bucket] ?? '')],
          // An object is one thing that was read, whole or in part.
          rows: isObject ? 1 : 0,
          certainty: 'proven',
          bytes: payload === undefined ? {} : { payload },
          own: isOwn(agent),
          plain: isObject,
        }),
      );
    });
  },
};
