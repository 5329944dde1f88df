/** Cases for tests: in a folder of their own, on a server of the lab. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabServer } from '../lab/index.ts';
import type { Access } from '../src/incident/ask/asker.ts';
import { openCase, type Case } from '../src/incident/case/case.ts';
import { sampleFinding } from './sample-finding.ts';

export interface CaseFolder extends Disposable {
  readonly found: Case;
}

export function caseOn(asset = 'store.example:9000'): CaseFolder {
  const root = mkdtempSync(join(tmpdir(), 'nightlatch-case-'));
  const facts = { case: 'one', asset, window: null, version: '0.1.0', findings: [sampleFinding()] };
  const found = openCase(join(root, 'one'), facts, new Date('2026-11-25T12:00:00Z'));
  return { found, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

export function ownerOf(
  { product, address, port }: Pick<LabServer, 'product' | 'address' | 'port'>,
  account: { readonly user?: string; readonly password?: string } = {},
): Access {
  const guard = () => ({ allowed: true }) as const;
  const agent = 'nightlatch/0.1.0 run/test';
  return { product, address, port, ...account, tls: false, guard, agent };
}
