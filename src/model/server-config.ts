import { z } from 'zod';

const Given = z.string().min(1).max(200);
const Groups = z.array(Given).default([]);

/**
 * Signing in through somebody else: https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth. Its secret
 * stands in the environment or in a file, never here.
 */
export const SignInConfig = z
  .strictObject({
    issuer: z
      .url({ protocol: /^https?$/ })
      .describe('As the provider writes it; https, or http where allow_private says so'),
    label: z
      .string()
      .regex(
        /^[\p{L}\p{N}][\p{L}\p{N} .-]{0,39}$/u,
        'a short name of letters, digits, dots, dashes',
      )
      .default('single sign-on')
      .describe('On the button: Sign in with …'),
    client_id: Given,
    secret_env: Given.optional().describe('Environment variable that holds the client secret'),
    secret_file: Given.optional().describe('File whose first line is the client secret'),
    scopes: z.array(Given).default(['profile', 'email']).describe('Asked for beside openid'),
    name_claim: Given.default('preferred_username'),
    role_claim: Given.optional().describe('Where groups stand: groups, or realm_access.roles'),
    roles: z
      .strictObject({ viewer: Groups, operator: Groups, admin: Groups })
      .optional()
      .describe('Which groups get which role; who is in none is refused. Without: all are viewers'),
    origins: z
      .array(z.url({ protocol: /^https$/ }))
      .default([])
      .describe('Further origins of the provider, where its endpoints stand elsewhere'),
    allow_private: z.boolean().default(false).describe('It may stand at a private address'),
    ca_file: Given.optional().describe('Authorities to trust for it, as PEM'),
  })
  .refine(({ role_claim, roles }) => (role_claim === undefined) === (roles === undefined), {
    message: 'role_claim and roles belong together',
  })
  .refine(({ secret_env, secret_file }) => secret_env === undefined || secret_file === undefined, {
    message: 'name the secret once: with secret_env, or with secret_file',
  })
  .describe('OpenID Connect: who signs in elsewhere');
export type SignInConfig = z.infer<typeof SignInConfig>;

/** Where `serve` listens, and what stands before it. Without any of it: loopback, clear text, this machine alone. */
export const ServerConfig = z.strictObject({
  listen: z
    .string()
    .optional()
    .describe('ADDRESS:PORT; without it 127.0.0.1:8480. Another address needs tls or behind_proxy'),
  tls: z
    .strictObject({
      cert_file: z.string().describe('Certificate with its chain, as PEM'),
      key_file: z.string().describe('Its key, as PEM, readable for nobody else'),
    })
    .optional(),
  behind_proxy: z
    .strictObject({
      url: z
        .url({ protocol: /^https$/ })
        .describe('The address that people use, https://nightlatch.example.org'),
      from: z
        .array(z.union([z.ipv4(), z.ipv6()]))
        .min(1)
        .describe('Addresses of the proxy; nobody else is answered'),
    })
    .optional(),
  hosts: z
    .array(z.string().regex(/^[\w.-]{1,253}$/, 'a name without a port'))
    .default([])
    .describe('Further names under which it may be called'),
  sign_in: SignInConfig.optional(),
});
export type ServerConfig = z.infer<typeof ServerConfig>;
