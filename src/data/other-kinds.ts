import { weighted } from './checksums.ts';
import { isCard } from './cards.ts';
import type { FieldKind } from './field-kind.ts';
import { isIban } from './ibans.ts';

function digitsOf(text: string): string {
  return text.replaceAll(/[ -]/g, '');
}

/** ABA routing numbers, weights 3-7-1: https://www.aba.com/about-us/routing-number */
function isRouting(text: string): boolean {
  const digits = digitsOf(text);
  return (
    /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(digits) &&
    weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0
  );
}

function isAccountNumber(text: string): boolean {
  return /^[A-Z]{0,4}[\d -]{6,24}$/i.test(text) && /\d{4}/.test(text);
}

/** ISO 9362. */
function isBic(text: string): boolean {
  return /^[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?$/.test(text);
}

const payment = (
  kind: string,
  name: RegExp,
  test: FieldKind['test'],
  rest: Partial<FieldKind> = {},
): FieldKind => ({
  class: 'payment',
  kind,
  name,
  test,
  strength: 0.95,
  nameStrength: 0.75,
  ...rest,
});

export const paymentKinds: readonly FieldKind[] = [
  payment(
    'card',
    /_(?:card_?(?:number|no|num)|cc_?(?:number|no|num)?|credit_?card(?:_(?:number|no))?|debit_card(?:_number)?|pan|payment_card)_/,
    isCard,
    {
      unless:
        /_(?:type|brand|holder|last4|last_four|exp|expiry|token|id|business|sim|id_card|report)_/,
      alone: { share: 0.6, distinct: 4 },
      strength: 0.98,
    },
  ),
  payment('iban', /_iban_/, isIban, {
    alone: { share: 0.6, distinct: 2 },
    strength: 0.99,
    nameStrength: 0.9,
  }),
  payment(
    'bank-account',
    /_(?:bank_?account(?:_(?:number|no))?|account_(?:number|no)|acct_(?:number|no)|kontonummer|clabe)_/,
    isAccountNumber,
    { nameStrength: 0.65, strength: 0.85 },
  ),
  payment('bank-routing', /_(?:routing(?:_(?:number|no|num))?|aba|aba_number|rtn)_$/, isRouting, {
    alone: { share: 0.95, distinct: 10 },
  }),
  payment('bic', /_(?:bic|swift|swift_code|bic_swift|swift_bic)_/, isBic, { strength: 0.8 }),
  payment(
    'card-code',
    /_(?:cvv2?|cvc2?|card_(?:verification|security)_(?:code|value))_/,
    (text) => /^\d{3,4}$/.test(text),
    { nameStrength: 0.85 },
  ),
];

function isDegree(most: number): (text: string) => boolean {
  return (text) => /^-?\d{1,3}\.\d{2,20}$/.test(text) && Math.abs(Number(text)) <= most;
}

const location = (
  kind: string,
  name: RegExp,
  test: FieldKind['test'],
  rest: Partial<FieldKind> = {},
): FieldKind => ({
  class: 'location',
  kind,
  name,
  test,
  strength: 0.93,
  nameStrength: 0.7,
  ...rest,
});

const LATITUDE = 90;
const LONGITUDE = 180;

function isPair(text: string): boolean {
  const [first = '', second = '', ...rest] = text
    .replace(/^(?:SRID=\d{1,6};)?POINT ?\(|[()[\]]|\)$/gi, '')
    .trim()
    .split(/\s?[,; ]\s?/);
  return rest.length === 0 && isDegree(LONGITUDE)(first) && isDegree(LONGITUDE)(second);
}

/** Two numbers that measure a thing. */
const OF_SIZES = /_(?:dims?|dimensions?|size|width|height|box|range|scale|offset|xy|resolution)_/;

export const locationKinds: readonly FieldKind[] = [
  // GeoJSON (RFC 7946) keeps the two numbers in a list.
  location(
    'coordinates',
    /_(?:geo_?json|location|geometry|geo|loc|point|position)_coordinates_$|_coordinates_$/,
    isDegree(LONGITUDE),
  ),
  location(
    'coordinates',
    /_(?:lat|latitude|gps_lat|geo_lat|start_lat|end_lat|(?:pickup|dropoff|home|last|current|user)_lat(?:itude)?)_$/,
    isDegree(LATITUDE),
    { unless: /_(?:p\d\d|latency)_/ },
  ),
  location(
    'coordinates',
    /_(?:lng|lon|long|longitude|gps_l(?:on|ng)|geo_l(?:on|ng)|start_lng|end_lng|(?:pickup|dropoff|home|last|current|user)_(?:lon|lng|longitude))_$/,
    isDegree(LONGITUDE),
  ),
  location(
    'coordinates',
    /_(?:coordinates?|coords?|geo_?point|lat_?l(?:on|ng)|gps(?:_location|_position|_coordinates)?|geo_?location|location|position|geom(?:etry)?)_$/,
    isPair,
    { nameStrength: 0.5, alone: { share: 0.9, distinct: 4, unless: OF_SIZES } },
  ),
  location('geohash', /_geo_?hash_/, (text) => /^[0-9b-hjkmnp-z]{4,12}$/.test(text), {
    strength: 0.85,
  }),
];
