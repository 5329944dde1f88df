import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { ask } from '../test/ask.ts';
it('x', async () => {
  const ports = JSON.parse(readFileSync(process.env['PF'] ?? '/tmp/nlh/ports.json','utf8')) as Record<string, number>;
  for (const [name, port] of Object.entries(ports)) {
    const a = await ask({ port });
    console.log(name, a.access, a.product, a.version, '| conn', a.connections, Math.round(a.milliseconds)+'ms', '| pt', a.plaintext, a.tls?.required, '|', a.authMethods.join(), a.grants, a.stableId ?? '', '| undeclared', a.undeclared, '\n  ', a.reason, '\n  ', JSON.stringify(a.proof), '\n  ', JSON.stringify(a.control), '\n  ', a.sent.join(' ; '), JSON.stringify(a.says));
  }
}, 120000);
