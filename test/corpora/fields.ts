import type { Cell } from '../../src/data/sample.ts';
import type { DataClass } from '../../src/model/inventory.ts';
import * as people from './people.ts';
import type { Random } from './random.ts';
import * as secrets from './secrets.ts';
import { paragraph, sentence } from './words.ts';

/** A field: what it may be called, what its cells are, and what it holds, if anything. */
export interface FieldMaker {
  readonly names: readonly string[];
  readonly holds: DataClass | null;
  readonly make: (random: Random, at: number) => Cell;
  /** The values speak for themselves, so a name that says nothing may stand over them. */
  readonly speaks?: true;
}

function field(
  holds: DataClass | null,
  names: string,
  make: FieldMaker['make'],
  speaks?: true,
): FieldMaker {
  return { holds, names: names.split(' '), make, ...(speaks && { speaks }) };
}

const national: readonly FieldMaker[] = people.NATIONAL.map((kind) => ({
  holds: 'personal' as const,
  names: [people.nationalName({ pick: (list) => list[0] } as Random, kind)],
  make: (random) => people.national(random, kind),
}));

export const holding: readonly FieldMaker[] = [
  field('personal', 'email user_email EmailAddress contact_email e_mail mail', people.email, true),
  field('personal', 'phone phone_number mobile Telephone contact_phone msisdn', people.phone, true),
  field('personal', 'phone mobile_number tel', people.localPhone, true),
  field('personal', 'first_name firstName given_name', people.firstName),
  field('personal', 'last_name surname familyName', people.lastName),
  field('personal', 'full_name customer_name contactName recipient_name', people.fullName),
  field('personal', 'date_of_birth dob birthDate', (random) => random.day(1940, 2006)),
  field('personal', 'address street_address shipping_address address_line_1', people.address),
  field('personal', 'client_ip ip_address last_login_ip remote_addr', people.publicIp, true),
  field(
    'personal',
    'passport_number passportNo',
    (random) => `${random.text('CFGHJK', 1)}${random.digits(8)}`,
  ),
  ...national,
  field('payment', 'card_number cc_number pan creditCard', people.card, true),
  field('payment', 'iban IBAN bank_iban', people.iban, true),
  field(
    'health',
    'diagnosis icd10_code primary_diagnosis',
    (random) => `${random.text('ABCDEFGHIJKLMN', 1)}${random.digits(2)}.${random.digits(1)}`,
  ),
  field('health', 'blood_type blood_group', (random) => random.pick(['A+', 'O-', 'B+', 'AB-'])),
  field('health', 'nhs_number', people.nhs),
  field('health', 'mrn medical_record_number', (random) => `MRN${random.digits(7)}`),
  field('health', 'medication prescription', (random) =>
    random.pick(['Metformin 500 mg', 'Ramipril 5 mg', 'Ibuprofen 400 mg']),
  ),
  field('location', 'latitude lat', (random) =>
    Number(`${random.int(-80, 80)}.${random.digits(6)}`),
  ),
  field('location', 'longitude lng lon', (random) =>
    Number(`${random.int(-179, 179)}.${random.digits(6)}`),
  ),
  field('secret', 'api_key apiKey secret_key access_token', secrets.anyKey, true),
  field(
    'secret',
    'value config setting',
    (random) => random.pick([secrets.connection, secrets.pem, secrets.jwt])(random),
    true,
  ),
  field(
    'secret',
    'password passwd',
    (random) => `${random.base62(random.int(7, 14))}${random.pick(['!', '#', '7', '_'])}`,
  ),
  field('secret', 'password password_hash encrypted_password', secrets.passwordHash, true),
  field('secret', 'password_hash passwd', (random) => random.hex(random.pick([32, 40, 64]))),
  field('secret', 'client_secret webhook_secret refresh_token', (random) => random.base62(40)),
  field(
    'secret',
    'message log line',
    (random) =>
      `${random.moment()} DEBUG calling upstream with Authorization: Bearer ${random.base62(40)} took ${random.int(1, 900)} ms`,
    true,
  ),
  field(
    'secret',
    'env environment',
    (random) =>
      `NODE_ENV=production\nDB_PASSWORD=${random.base62(16)}!x\nPORT=${random.int(1000, 9999)}`,
    true,
  ),
  field(
    'personal',
    'message note body comment',
    (random) =>
      `${sentence(random)} Please write to ${people.email(random)} or call ${people.phone(random)}. ${sentence(random)}`,
    true,
  ),
];

const luhnByChance = (random: Random): string => random.text('345', 1) + random.digits(15);

/** What looks like something and is nothing. */
export const innocent: readonly FieldMaker[] = [
  field(null, 'id uuid order_uuid', (random) => random.uuid()),
  field(null, 'id pk', (_random, at) => 100_000_000 + at),
  field(null, 'order_number reference transaction_no', luhnByChance),
  field(
    null,
    'message line text',
    (random) => `order ${luhnByChance(random)} moved to shelf ${random.int(1, 90)}`,
  ),
  field(null, 'snowflake tweet_id event_id', (random) => `1${random.digits(18)}`),
  field(null, 'ts epoch_ms timestamp', (random) => 1_700_000_000_000 + random.int(0, 9e9)),
  field(null, 'created_at updated_at password_changed_at email_verified_at', (random) =>
    random.moment(),
  ),
  field(null, 'sha256 checksum content_hash api_key_hash token_digest', (random) => random.hex(64)),
  field(null, 'etag md5 fingerprint', (random) => random.hex(32)),
  field(null, 'commit git_sha revision', (random) => random.hex(40)),
  field(null, 'trace_id TraceId', (random) => random.hex(32)),
  field(null, 'image_digest digest', (random) => `sha256:${random.hex(64)}`),
  field(
    null,
    'thumbnail icon',
    (random) => `data:image/png;base64,iVBORw0KGgo${random.base64(120)}`,
  ),
  field(null, 'ean barcode gtin', (random) => `4${random.digits(12)}`),
  field(null, 'isbn', (random) => `978${random.digits(10)}`),
  field(
    null,
    'account_ref sku part_no',
    (random) => `${random.text('ABCDEFGH', 2)}${random.digits(2)}-${random.digits(8)}`,
  ),
  field(null, 'invoice_no document_ref', (random) => `DE${random.digits(20)}`),
  field(null, 'price amount total', (random) =>
    Number(`${random.int(1, 900)}.${random.digits(2)}`),
  ),
  field(null, 'quantity total_tokens prompt_tokens max_tokens', (random) => random.int(1, 4000)),
  field(
    null,
    'server_ip host_ip node_address',
    (random) => `10.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`,
  ),
  field(
    null,
    'address listen_address',
    (random) => `10.0.${random.int(0, 255)}.${random.int(1, 254)}:${random.int(1000, 9999)}`,
  ),
  field(null, 'address contract_address', (random) => `0x${random.hex(40)}`),
  field(
    null,
    'version app_version',
    (random) => `${random.int(1, 9)}.${random.int(0, 30)}.${random.int(0, 900)}`,
  ),
  field(
    null,
    'url link homepage',
    (random) => `https://shop.example.com/p/${random.digits(7)}?ref=${random.base62(6)}`,
  ),
  field(
    null,
    'repository remote origin',
    (random) => `git@github.com:acme/${random.pick(['web', 'api', 'infra'])}.git`,
  ),
  field(
    null,
    'package dependency',
    (random) =>
      `${random.pick(['lodash', 'react', 'vite'])}@${random.int(1, 9)}.${random.int(0, 9)}.0`,
  ),
  field(null, 'asset file image', (random) => `${random.pick(['logo', 'hero', 'icon'])}@2x.png`),
  field(null, 'product_name title', (random) =>
    random.pick(['Blue Kettle', 'Oak Table', 'Desk Lamp', 'Wool Blanket', 'Garden Hose 20 m']),
  ),
  field(null, 'status state token_type phone_model', (random) =>
    random.pick(['active', 'pending', 'bearer', 'Pixel 8', 'closed']),
  ),
  field(null, 'email_verified is_phone_confirmed password_reset_required', (random) =>
    random.chance(0.5),
  ),
  field(null, 'email_template email_subject', (random) =>
    random.pick(['welcome', 'reset', 'invoice-v2']),
  ),
  field(null, 'description body summary', paragraph),
  field(
    null,
    'log message msg',
    (random) =>
      `${random.moment()} ${random.pick(['INFO', 'WARN'])} worker-${random.int(1, 9)} request ${random.uuid()} password: changed token: expired in ${random.int(1, 900)} ms`,
  ),
  field(
    null,
    'log message access',
    (random) =>
      `10.1.2.${random.int(1, 250)} - - [06/Jan/2025:10:00:00 +0000] "GET /static/${random.hex(8)}.js HTTP/1.1" 200 ${random.int(100, 90_000)}`,
  ),
  field(
    null,
    'config yaml',
    (random) =>
      `retries: ${random.int(1, 5)}\npassword: \${DB_PASSWORD}\nurl: postgres://app:<password>@db/main`,
  ),
  field(
    null,
    'hint help',
    () =>
      'Connect with postgres://user:password@localhost:5432/mydb and set api_key=YOUR_API_KEY_HERE',
  ),
  field(null, 'next_page_token cursor', (random) => random.base64(40)),
  field(
    null,
    'public_key',
    (random) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${random.base64(43)} deploy`,
  ),
  field(null, 'country currency locale', (random) => random.pick(['DE', 'FR', 'USD', 'en-GB'])),
  field(null, 'color', (random) => `#${random.hex(6)}`),
  field(
    null,
    'tracking_number',
    (random) => `1Z${random.base62(6).toUpperCase()}${random.digits(10)}`,
  ),
  field(null, 'vin', (random) => random.text('ABCDEFGHJKLMNPRSTUVWXYZ0123456789', 17)),
  field(null, 'latency_ms p95_lat cpu', (random) =>
    Number(`${random.int(0, 900)}.${random.digits(2)}`),
  ),
  field(null, 'x y offset', (random) => Number(`${random.int(-50, 50)}.${random.digits(3)}`)),
  field(
    null,
    'message_id',
    (random) => `<${random.hex(20)}.${random.digits(10)}@mx.mailer.example.com>`,
  ),
  field(null, 'contact support', () => 'support@example.com'),
];
