/** Qdrant's access lines, as the actix framework writes them. https://docs.rs/actix-web/latest/actix_web/middleware/struct.Logger.html */
import { addressOf } from './address.ts';
import { stamp } from './clock.ts';
import { httpEvent } from './http-request.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

const LINE =
  /^(\d{4}-\d\d-\d\dT\S{8,24})\s{1,3}INFO actix_web::middleware::logger: (\S{2,45}) "([A-Z]{1,10}) (\S{1,4000}) HTTP\/[\d.]{1,3}" (\d{3}) (\d+|-) "(?:[^"]{0,2000})" "([^"]{0,500})"/;
const OTHER = /^\d{4}-\d\d-\d\dT\S{8,24}\s{1,3}(?:TRACE|DEBUG|INFO|WARN|ERROR) /;

export const actixAccess: TrailKind = {
  id: 'qdrant-log',
  product: 'qdrant',
  isOrdered: true,
  recognise: (lines) =>
    lines.some((line) => LINE.test(line))
      ? Math.max(
          0.5,
          share(lines, (line) => LINE.test(line)),
        )
      : 0,
  read(sink, { clock }) {
    return lineByLine((line) => {
      const found = LINE.exec(line);
      const at = found ? stamp(found[1] ?? '', clock) : undefined;
      if (!found || at === undefined) {
        if (line !== '' && !OTHER.test(line)) sink.damaged(line);
        return;
      }
      sink.dated(at);
      sink.namesReaders();
      const [, , peer, method = '', target = '', status, sent, agent] = found;
      const payload = countOf(sent);
      sink.event(
        httpEvent({
          at,
          address: addressOf(peer),
          method,
          target,
          agent,
          product: 'qdrant',
          status: Number(status),
          bytes: payload === undefined ? {} : { payload },
        }),
      );
    });
  },
};
