/** Ollama's access lines, as the gin framework writes them. https://github.com/ollama/ollama and https://pkg.go.dev/github.com/gin-gonic/gin#Logger */
import { accessLines } from './access-lines.ts';
import { addressOf } from './address.ts';

const LINE =
  /\[GIN\] (\d{4}\/\d\d\/\d\d) - (\d\d:\d\d:\d\d) \|\s{0,3}(\d{3})\s{0,3}\|\s{0,15}\S{1,20}\s{0,3}\|\s{0,40}([0-9a-fA-F.:]{2,45})\s{0,3}\|\s{0,3}([A-Z]{1,10})\s{1,10}"([^"]{1,2000})"/;
/** The server's own messages share the file. */
const OTHER = /^time=|^\d{4}\/\d\d\/\d\d|^llama|^ggml|^print_info|^load|^\[GIN-debug\]|msg=/;

export const ginAccess = accessLines({
  id: 'ollama-log',
  product: 'ollama',
  line: LINE,
  other: OTHER,
  timeOf: ([, day, time]) => `${day} ${time}`,
  requestOf: ([, , , status, peer, method = '', target = '']) => ({
    address: addressOf(peer),
    method,
    target,
    status: Number(status),
    bytes: {},
  }),
});
