import { z } from 'zod';

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
});
export type ServerConfig = z.infer<typeof ServerConfig>;
