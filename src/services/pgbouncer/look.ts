/** PgBouncer, told by its refusal of a startup parameter: once more without it. */
import type { Dialogue } from '../../protocols/line.ts';
import { judgeReady, type How } from '../postgresql/ready.ts';
import { leave } from '../postgresql/query.ts';
import { attempt } from '../postgresql/session.ts';
import { judgeRefused } from '../postgresql/verdict.ts';
import { exchangesOf, kindOf, plaintextOf } from '../postgresql/words.ts';
import type { Look } from '../service.ts';
import { lookAtConsole } from './console.ts';
import { pgbouncer } from './header.ts';

const BEHIND = { user: 'postgres', database: 'postgres' };
const CONSOLE = { user: 'postgres', database: 'pgbouncer' };

export async function lookAtPgbouncer(all: Dialogue, how: How): Promise<Look> {
  const dialogue = all.speaking(pgbouncer);
  const found = await attempt(dialogue, BEHIND, how);
  if (found.outcome.kind === 'ready') return judgeReady(dialogue, [found], how, 'pgbouncer');
  leave(found.line);
  if (kindOf(found.outcome) === 'other') {
    // The name or the database is not behind it; its own is always there.
    const own = await attempt(dialogue, CONSOLE, how);
    if (own.outcome.kind === 'ready' && own.line) {
      const facts = {
        protocol: 'pgwire',
        plaintext: plaintextOf([own], 'ready'),
        proof: exchangesOf([own]),
        control: [],
      };
      const seen = await lookAtConsole(
        dialogue,
        own.line,
        facts,
        own.outcome.parameters.get('server_version'),
      );
      leave(own.line);
      return seen;
    }
    leave(own.line);
    return judgeRefused([found, own], 'pgbouncer');
  }
  if (!how.tls) return judgeRefused([found], 'pgbouncer');
  const plain = await attempt(dialogue, BEHIND, { ...how, tls: false });
  leave(plain.line);
  return judgeRefused([found, plain], 'pgbouncer');
}
