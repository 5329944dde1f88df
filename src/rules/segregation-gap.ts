import { productName } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown } from '../model/verdict.ts';
import { defineRule } from './rule.ts';

export const segregationGap = defineRule({
  id: 'segregation-gap',
  title: 'reachable although it refuses this address',
  about: 'network',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'Only a list inside the product stands between this network and the data: one wrong line, one spoofed or neighbouring address, and it opens.',
  remedy:
    'Close the port to this network in the firewall, and bind the server to the network that needs it.',
  cwe: ['CWE-923', 'CWE-1327'],
  references: ['https://cwe.mitre.org/data/definitions/923.html'],
  verdicts: {
    fail: 'The path is open, and the product itself refused our address before it asked for credentials.',
    pass: 'It did not refuse our address; it asked for credentials.',
    notApplicable: 'It let the caller in, so other rules speak, or it is a decoy or a public page.',
    unknown: 'The look did not get that far.',
  },

  judge({ observation: { access, product, reason } }) {
    if (access === 'denied') {
      return fail(
        `The network lets this address reach ${productName(product)}, which then refuses it by its own list.`,
        'banner',
      );
    }
    if (access === 'unknown') return unknown(reason);
    return access === 'protected' || access === 'tls-only' ? pass : notApplicable;
  },
});
