/** Puts together who signs people in besides passwords, as the configuration has it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OpenIdProvider } from '../egress/sign-in.ts';
import type { SignInConfig } from '../model/server-config.ts';
import type { SignInProvider } from '../model/sign-in.ts';
import { secretOf } from './credentials.ts';

/** `folder`: where the configuration stands, from which its files are named. */
export async function providerOf(config: SignInConfig, folder: string): Promise<SignInProvider> {
  const { issuer, client_id, secret_env, secret_file, scopes, origins, ca_file } = config;
  const secret = await secretOf(issuer, folder, secret_env, secret_file);
  const ca = ca_file === undefined ? undefined : await readFile(resolve(folder, ca_file), 'utf8');
  return new OpenIdProvider({
    issuer: new URL(issuer),
    clientId: client_id,
    secret,
    scopes,
    origins,
    allowPrivate: config.allow_private,
    ca,
    claims: [config.name_claim, ...(config.role_claim === undefined ? [] : [config.role_claim])],
  });
}
