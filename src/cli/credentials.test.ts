import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canaries, canariesIn } from '../../test/canaries.ts';
import type { Candidate } from '../model/target.ts';
import { parseConfig } from './config-file.ts';
import { readCredentials, type Credentials } from './credentials.ts';

const { password } = canaries;

function refusal(...lines: readonly string[]): string {
  try {
    parseConfig(['credentials:', ...lines].join('\n'), 'n.yaml');
  } catch (error) {
    return String(error);
  }
  return '';
}

describe('what is refused, with its place and its mend', () => {
  it.each([
    [
      'a password',
      ['  - target: db:5432', `    password: ${password}`],
      /n\.yaml:3:5: .*password_env/,
    ],
    ['a token', ['  - target: db:5432', `    token: ${password}`], /n\.yaml:3:5: .*token_file/],
    ['no secret', ['  - target: db:5432'], /n\.yaml:2:5: .*password_env, password_file/],
    [
      'two secrets',
      ['  - target: db:5432', '    password_env: A', '    token_env: B'],
      /name one of/,
    ],
    [
      'two names',
      ['  - target: db:5432', '    password_env: A', '    user: a', '    user_env: B'],
      /name the user once/,
    ],
    [
      'a range',
      ['  - target: 10.0.0.0/24:5432', '    password_env: A'],
      /n\.yaml:2:13: .*one endpoint/,
    ],
    ['many ports', ['  - target: db:5432-5433', '    password_env: A'], /one endpoint/],
    ['no port', ['  - target: db.example.org', '    password_env: A'], /one endpoint/],
  ])('%s', (_name, lines, message) => {
    const said = refusal(...lines);
    expect(said).toMatch(message);
    expect(canariesIn(said)).toEqual([]);
  });
});

describe('a credential', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nightlatch-credentials-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  function at(address: string, port: number, host?: string): Candidate {
    const target = { text: 'x', subject: { kind: 'name', name: 'x' }, ports: null } as const;
    return { address, port, target, ...(host !== undefined && { host }) };
  }

  function read(...lines: readonly string[]): Promise<Credentials> {
    const config = parseConfig(['credentials:', ...lines].join('\n'), 'n.yaml');
    return readCredentials(config.credentials, join(folder, 'nightlatch.yaml'));
  }

  it('is for its own endpoint and no other', async () => {
    vi.stubEnv('LENT', password);
    const find = await read(
      '  - target: 10.0.0.5:5432',
      '    user: reader',
      '    password_env: LENT',
      '  - target: https://db.example.org',
      '    token_env: LENT',
    );
    expect(find(at('10.0.0.5', 5432))?.logIn).toEqual({ user: 'reader', password, isOwners: true });
    expect(find(at('10.0.0.5', 5432))?.trust.name).toBe('10.0.0.5');
    expect(find(at('10.0.0.9', 443, 'db.example.org'))?.logIn.token).toBe(password);
    expect(find(at('10.0.0.5', 5433))).toBeUndefined();
    expect(find(at('10.0.0.6', 5432))).toBeUndefined();
    expect(find(at('10.0.0.9', 443))).toBeUndefined();
    expect(find(at('10.0.0.9', 443, 'sub.db.example.org'))).toBeUndefined();
  });

  it('comes from the first line of a file beside the configuration', async () => {
    writeFileSync(join(folder, 'secret'), `${password}\nmore\n`);
    const find = await read('  - target: 10.0.0.5:5432', '    password_file: secret');
    expect(find(at('10.0.0.5', 5432))?.logIn.password).toBe(password);
  });

  it('that is not there is a mistake of the owner, told without a value', async () => {
    const lent = (line: string): Promise<Credentials> =>
      read('  - target: 10.0.0.5:5432', `    ${line}`);
    await expect(lent('password_env: NOT_SET_HERE')).rejects.toThrow(/NOT_SET_HERE.*is empty/);
    await expect(lent('password_file: nowhere')).rejects.toThrow(/ENOENT/);
  });
});
