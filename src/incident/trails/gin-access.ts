/** Ollama's access lines, as the gin framework writes them. https://github.com/ollama/ollama and https://pkg.go.dev/github.com/gin-gonic/gin#Logger */
import { addressOf } from './address.ts';
import { stamp } from './clock.ts';
import { httpEvent } from './http-request.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

const LINE =
  /\[GIN\] (\d{4}\/\d\d\/\d\d) - (\d\d:\d\d:\d\d) \|\s{0,3}(\d{3})\s{0,3}\|\s{0,15}\S{1,20}\s{0,3}\|\s{0,40}([0-9a-fA-F.:]{2,45})\s{0,3}\|\s{0,3}([A-Z]{1,10})\s{1,10}"([^"]{1,2000})"/;
/** The server's own messages share the file. */
const OTHER = /^time=|^\d{4}\/\d\d\/\d\d|^llama|^ggml|^print_info|^load|^\[GIN-debug\]|msg=/;

export const ginAccess: TrailKind = {
  id: 'ollama-log',
  product: 'ollama',
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
      const at = found ? stamp(`${found[1]} ${found[2]}`, clock) : undefined;
      if (!found || at === undefined) {
        if (line !== '' && !OTHER.test(line)) sink.damaged(line);
        return;
      }
      sink.dated(at);
      sink.namesReaders();
      const [, , , status, peer, method = '', target = ''] = found;
      sink.event(
        httpEvent({
          at,
          address: addressOf(peer),
          method,
          target,
          status: Number(status),
          bytes: {},
          product: 'ollama',
        }),
      );
    });
  },
};
