import { productName } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown } from '../model/verdict.ts';
import type { Vantage } from '../model/vantage.ts';
import { defineRule } from './rule.ts';

const STRANGERS: Readonly<Partial<Record<Vantage, string>>> = {
  internet: 'The world',
  partner: 'Other tenants of the provider',
};

export const publicNetworkPath = defineRule({
  id: 'public-network-path',
  title: 'reachable from the internet',
  about: 'network',
  reads: ['file'],
  needs: 'one',
  why: 'Addresses of providers are scanned without pause: a store that the world can reach is as safe as its weakest password and its next hole.',
  remedy: 'Take the public address away, and admit the networks and groups that need it alone.',
  cwe: ['CWE-668', 'CWE-284'],
  references: ['https://cwe.mitre.org/data/definitions/668.html'],
  verdicts: {
    fail: 'Files give a store a public address, or admit the world, or every tenant of a provider, to its port.',
    pass: 'They keep it within its network.',
    notApplicable:
      'It lets callers in without credentials, so other rules speak; or no resource of a provider is meant.',
    unknown: 'Whom it admits is only known after the change.',
  },

  judge({ observation }) {
    if (
      observation.source !== 'file' ||
      !observation.reach ||
      observation.endpoint.boundTo !== undefined
    )
      return notApplicable;
    const { access, product, facts, reach, reason } = observation;
    if (access !== 'protected' && access !== 'unknown') return notApplicable;
    const who = STRANGERS[reach.vantage];
    if (who === undefined) return pass;
    if (!facts.some(({ about }) => about === 'network')) return unknown(reason);
    // What it asks for is not known: then it counts as if it asked for nothing.
    return fail(
      `${who} will reach ${productName(product)}. ${reason}`,
      access === 'protected' ? 'read' : 'read-write',
    );
  },
});
