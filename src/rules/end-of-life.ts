import { endOfLife, hasLifecycle } from '../catalogue/end-of-life.ts';
import { productName } from '../catalogue/products.ts';
import { fail, notApplicable, pass, unknown } from '../model/verdict.ts';
import { defineRule } from './rule.ts';

/** "No end was announced" is believed for a year after the day of the data. */
const DAYS_BELIEVED = 365;

function daysBetween(from: string, to: Date): number {
  return (to.getTime() - new Date(from).getTime()) / 86_400_000;
}

export const endOfLifeRule = defineRule({
  id: 'end-of-life',
  title: 'version past its end of life',
  about: 'version',
  reads: ['network', 'file'],
  needs: 'one',
  why: 'Its vendor mends no holes in it any more. A distribution may still patch its own package; then the vendor’s date is no alarm.',
  remedy:
    'Upgrade to a supported version, or make sure that your distribution still patches this one.',
  cwe: ['CWE-1104'],
  references: ['https://cwe.mitre.org/data/definitions/1104.html'],
  verdicts: {
    fail: 'The vendor’s support of the version that the server names has ended.',
    pass: 'It has not, or no end was announced.',
    notApplicable: 'The vendor publishes no dates that Nightlatch holds, or a decoy.',
    unknown: 'The server did not tell its version, or the table does not know it.',
  },

  judge({ observation: { access, product, version }, asOf }) {
    if (product === null || !hasLifecycle(product) || access === 'decoy') return notApplicable;
    if (version === null) return unknown('Its version is not known.');
    const found = endOfLife(product, version);
    if (!found) return unknown('Its version is not in the dated table of this release.');
    if (found.date === null) {
      return daysBetween(found.asOf, asOf) <= DAYS_BELIEVED
        ? pass
        : unknown(`No end was announced by ${found.asOf}; the table is too old to say more.`);
    }
    // The last day itself is still supported.
    if (daysBetween(found.date, asOf) < 1) return pass;
    return fail(
      `${productName(product)} ${found.cycle} had its last fixes from the vendor on ${found.date} at the latest.`,
      'banner',
    );
  },
});
