import { expect } from 'vitest';
import type { LabServer } from '../lab/index.ts';
import type { Credential } from '../src/audit/credential.ts';
import { ask, type Asked } from './ask.ts';
import { canariesIn } from './canaries.ts';

/** As the owner's file would give it, for a server of the lab on loopback. */
function lent(user: string, password: string, database?: string): Credential {
  return {
    logIn: { user, password, isOwners: true, ...(database !== undefined && { database }) },
    trust: { name: 'localhost', authorities: [] },
  };
}

/** With a lent account; neither its password nor a canary may stand in what came of it. */
export async function asked(
  server: Pick<LabServer, 'address' | 'port'>,
  user: string,
  password: string,
  database?: string,
): Promise<Asked> {
  const seen = await ask({
    address: server.address,
    port: server.port,
    inventory: 'sample',
    credential: lent(user, password, database),
  });
  expect(seen.undeclared).toBe(0);
  const text = JSON.stringify(seen);
  expect(canariesIn(text)).toEqual([]);
  const token = Buffer.from(`${user}:${password}`).toString('base64');
  expect(text.includes(password) || text.includes(token)).toBe(false);
  return seen;
}
