/** The common and combined formats of nginx, Apache and whatever writes alike. https://nginx.org/en/docs/http/ngx_http_log_module.html and https://httpd.apache.org/docs/2.4/logs.html */
import { addressOf } from './address.ts';
import { dayFirst } from './clock.ts';
import { httpEvent } from './http-request.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

const LINE =
  /^(?:[\w.:-]{1,255} )?([0-9A-Fa-f.:]{2,45}|\[[^\]]{2,45}\]|[\w.-]{1,255}) \S{1,200} (.{1,200}?) \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "((?:[^"\\]|\\[^])*)" (\d{3}) (\d+|-)(?: "((?:[^"\\]|\\[^])*)" "((?:[^"\\]|\\[^])*)")?/;
const REQUEST = /^([A-Z_]{1,20}) (\S+)/;

export const webAccess: TrailKind = {
  id: 'web-access-log',
  product: null,
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => LINE.test(line)),
  read(sink, { clock }) {
    sink.namesReaders();
    return lineByLine((line) => {
      const found = LINE.exec(line);
      const at = found ? dayFirst(found[3] ?? '', clock) : undefined;
      if (!found || at === undefined) {
        if (line !== '') sink.damaged(line);
        return;
      }
      const [, peer, user, , request = '', status, sent, , agent] = found;
      const [, method = '-', target = '/'] = REQUEST.exec(request) ?? [];
      sink.dated(at);
      const payload = countOf(sent) ?? (sent === '-' ? 0 : undefined);
      const bytes = payload === undefined ? {} : { payload };
      sink.event(
        httpEvent({
          at,
          address: addressOf(peer),
          user,
          agent,
          method,
          target,
          status: Number(status),
          bytes,
        }),
      );
    });
  },
};
