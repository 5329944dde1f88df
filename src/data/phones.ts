import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { linear } from './linear.ts';

const REGIONS: readonly CountryCode[] = [
  'US',
  'GB',
  'DE',
  'FR',
  'IN',
  'BR',
  'ES',
  'IT',
  'NL',
  'AU',
  'CN',
  'JP',
  'MX',
  'PL',
];
const SHAPE = /^\+?[\d\s().\-/]{6,25}(?:(?:x|ext\.?)\s?\d{1,6})?$/i;
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

function isValidIn(text: string, region?: CountryCode): boolean {
  return parsePhoneNumberFromString(text, region)?.isValid() === true;
}

function hasPhoneShape(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  return SHAPE.test(text) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
}

/** Valid in the plan of the country that it names. */
export function isInternationalPhone(text: string): boolean {
  const bare = text.trim();
  return bare.startsWith('+') && hasPhoneShape(bare) && isValidIn(bare);
}

/** Valid somewhere: enough where the field's own name speaks of telephones. */
export function isPhoneSomewhere(text: string): boolean {
  const bare = text.trim();
  if (!hasPhoneShape(bare)) return false;
  if (isValidIn(bare.startsWith('+') ? bare : `+${bare}`)) return true;
  return REGIONS.some((region) => isValidIn(bare, region));
}

/** The way North Americans write theirs; dates and versions do not look so. */
const NORTH_AMERICAN = /^(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4}$/;

export function isWrittenPhone(text: string): boolean {
  const bare = text.trim();
  return isInternationalPhone(bare) || (NORTH_AMERICAN.test(bare) && isValidIn(bare, 'US'));
}

/** Names of what is counted and shipped, whose numbers are written as telephone numbers are. */
export const NUMBER_OF_THINGS =
  /_(?:part|serial|sku|article|item|order|invoice|asset|model|product|isbn|ean|upc|batch|lot|tracking|case|ticket|meter|policy|contract|document|doc)_?(?:no|num|number|nr|id|code)?_$/;

/** What may be a number with its country's code, or a North American one, inside a text. */
export const PHONE_RUN = linear(
  /(?<![\w.+-])(?:\+\d{1,3}[\d ().-]{6,18}\d|(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4})(?![\w-]|\.\d)/g,
);
