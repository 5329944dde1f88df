/** Qdrant's access lines, as the actix framework writes them. https://docs.rs/actix-web/latest/actix_web/middleware/struct.Logger.html */
import { accessLines } from './access-lines.ts';
import { addressOf } from './address.ts';
import { countOf } from './json.ts';

const LINE =
  /^(\d{4}-\d\d-\d\dT\S{8,24})\s{1,3}INFO actix_web::middleware::logger: (\S{2,45}) "([A-Z]{1,10}) (\S{1,4000}) HTTP\/[\d.]{1,3}" (\d{3}) (\d+|-) "(?:[^"]{0,2000})" "([^"]{0,500})"/;
const OTHER = /^\d{4}-\d\d-\d\dT\S{8,24}\s{1,3}(?:TRACE|DEBUG|INFO|WARN|ERROR) /;

export const actixAccess = accessLines({
  id: 'qdrant-log',
  product: 'qdrant',
  line: LINE,
  other: OTHER,
  timeOf: ([, time = '']) => time,
  requestOf: ([, , peer, method = '', target = '', status, sent, agent]) => {
    const payload = countOf(sent);
    return {
      address: addressOf(peer),
      method,
      target,
      agent,
      status: Number(status),
      bytes: payload === undefined ? {} : { payload },
    };
  },
});
