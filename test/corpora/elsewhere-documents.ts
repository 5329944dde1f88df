/* oxlint-disable max-lines -- a table of shapes, one after the other */
import type { Transcribed } from './elsewhere.ts';
import * as v from './elsewhere-values.ts';
import type { Random } from './random.ts';
import { collection, index, keys, topic } from './shapes.ts';

const iso = (random: Random): string => random.moment();

/** Documents, indices, keys and messages, by the API reference or product that they follow. */
export const elsewhereDocuments: readonly Transcribed[] = [
  collection(
    'fhir',
    'fhir.Patient',
    {
      resourceType: [() => 'Patient'],
      identifier: [
        (random) => [
          { use: 'usual', type: { coding: [{ code: 'MR' }] }, value: `MR${random.digits(6)}` },
        ],
      ],
      name: [(random) => [{ use: 'official', family: v.family(random), given: [v.given(random)] }]],
      telecom: [
        (random) => [
          { system: 'phone', value: v.abroad(random) },
          { system: 'email', value: v.mail(random) },
        ],
      ],
      gender: [() => 'female'],
      birthDate: [(random) => random.day(1940, 2010), 'personal'],
      address: [
        (random) => [
          { use: 'home', line: [v.street(random)], city: 'Vienna', postalCode: random.digits(4) },
        ],
      ],
    },
    {
      'name.family': 'personal',
      'name.given': 'personal',
      'telecom.value': 'personal',
      'address.line': 'personal',
      'address.postalCode': '?',
      'identifier.value': '?',
    },
  ),
  collection(
    'fhir',
    'fhir.Condition',
    {
      resourceType: [() => 'Condition'],
      code: [
        (random) => ({
          coding: [
            {
              system: 'http://hl7.org/fhir/sid/icd-10',
              code: `E${random.digits(2)}.9`,
              display: 'Type 2 diabetes mellitus',
            },
          ],
        }),
      ],
      subject: [(random) => ({ reference: `Patient/${random.uuid()}` })],
      onsetDateTime: [iso],
    },
    { 'code.coding.code': 'health', 'code.coding.display': 'health' },
  ),
  collection(
    'shopify',
    'shop.orders',
    {
      id: [(random) => random.digits(13)],
      email: [v.mail, 'personal'],
      order_number: [(random) => random.int(1000, 9999)],
      total_price: [() => '409.94'],
      token: [(random) => random.hex(32), '?'],
      customer: [
        (random) => ({
          id: random.digits(12),
          first_name: v.given(random),
          last_name: v.family(random),
          phone: v.abroad(random),
        }),
      ],
      billing_address: [
        (random) => ({
          address1: v.street(random),
          zip: random.digits(5),
          latitude: Number(`41.${random.digits(6)}`),
          longitude: Number(`-72.${random.digits(6)}`),
        }),
      ],
      browser_ip: [v.ip4, 'personal'],
      checkout_token: [(random) => random.hex(32), '?'],
    },
    {
      'customer.first_name': 'personal',
      'customer.last_name': 'personal',
      'customer.phone': 'personal',
      'billing_address.address1': 'personal',
      'billing_address.zip': '?',
      'billing_address.latitude': 'location',
      'billing_address.longitude': 'location',
    },
  ),
  collection(
    'stripe',
    'billing.charges',
    {
      id: [(random) => `ch_${random.base62(24)}`],
      object: [() => 'charge'],
      amount: [(random) => random.int(100, 90_000)],
      billing_details: [
        (random) => ({ email: v.mail(random), name: v.whole(random), phone: null }),
      ],
      payment_method_details: [
        (random) => ({
          card: {
            brand: 'visa',
            last4: random.digits(4),
            exp_year: 2027,
            fingerprint: random.base62(16),
          },
        }),
      ],
      receipt_url: [(random) => `https://pay.example.com/receipts/${random.base62(30)}`],
    },
    { 'billing_details.email': 'personal', 'billing_details.name': 'personal' },
  ),
  collection('mongo-sample', 'sample_mflix.users', {
    name: [v.whole, 'personal'],
    email: [v.mail, 'personal'],
    password: [v.bcrypt, 'secret'],
  }),
  collection('mongo-sample', 'sample_mflix.movies', {
    title: [v.prose],
    plot: [v.prose],
    cast: [(random) => [v.whole(random), v.whole(random)], '?'],
    imdb: [(random) => ({ rating: 7.1, id: random.int(1, 90_000) })],
    year: [() => 1994],
  }),
  collection(
    'mongo-sample',
    'sample_airbnb.listings',
    {
      listing_url: [() => 'https://rooms.example.org/1'],
      description: [v.prose],
      host: [(random) => ({ host_name: v.given(random), host_since: random.day(2010, 2019) })],
      address: [
        (random) => ({
          street: 'Porto, Portugal',
          location: {
            type: 'Point',
            coordinates: [Number(`-8.${random.digits(5)}`), Number(`41.${random.digits(5)}`)],
          },
        }),
      ],
      price: [() => '80.00'],
    },
    {
      'host.host_name': 'personal',
      'address.location.coordinates': 'location',
      'address.street': '?',
    },
  ),
  collection(
    'rocketchat',
    'rocketchat.users',
    {
      _id: [(random) => random.base62(17)],
      username: [v.login, '?'],
      emails: [(random) => [{ address: v.mail(random), verified: true }]],
      services: [
        (random) => ({
          password: { bcrypt: v.bcrypt(random) },
          resume: {
            loginTokens: [{ when: random.moment(), hashedToken: `${v.secretOf(random, 43)}=` }],
          },
        }),
      ],
      name: [v.whole, 'personal'],
    },
    { 'emails.address': 'personal', 'services.password.bcrypt': 'secret' },
  ),
  collection(
    'rocketchat',
    'rocketchat.messages',
    {
      rid: [(random) => random.base62(17)],
      msg: [v.prose],
      ts: [iso],
      u: [
        (random) => ({ _id: random.base62(17), username: v.login(random), name: v.whole(random) }),
      ],
    },
    { 'u.username': '?', 'u.name': 'personal' },
  ),
  collection('parse', 'app._Session', {
    _id: [(random) => random.base62(10)],
    _session_token: [(random) => `r:${random.hex(32)}`, 'secret'],
    _p_user: [(random) => `_User$${random.base62(10)}`],
    expiresAt: [iso],
  }),
  index(
    'ecs',
    'logs-nginx.access-default',
    {
      '@timestamp': [iso],
      source: [
        (random) => ({
          ip: v.ip4(random),
          geo: {
            location: {
              lat: Number(`48.${random.digits(4)}`),
              lon: Number(`2.${random.digits(4)}`),
            },
          },
        }),
      ],
      http: [() => ({ request: { method: 'GET' }, response: { status_code: 200 } })],
      url: [() => ({ original: '/index.html' })],
      user_agent: [() => ({ original: 'Mozilla/5.0' })],
      host: [() => ({ ip: ['10.2.3.4'], name: 'web-1' })],
    },
    {
      'source.ip': 'personal',
      'source.geo.location.lat': 'location',
      'source.geo.location.lon': 'location',
    },
  ),
  index('ecs', 'metricbeat-8', {
    '@timestamp': [iso],
    system: [(random) => ({ cpu: { total: { pct: random.next() } } })],
    agent: [(random) => ({ id: random.uuid(), version: '8.11.0' })],
    event: [() => ({ dataset: 'system.cpu' })],
  }),
  index(
    'cloudtrail',
    'cloudtrail-2025',
    {
      eventTime: [iso],
      eventName: [() => 'GetObject'],
      sourceIPAddress: [v.ip4, 'personal'],
      userIdentity: [
        (random) => ({
          type: 'IAMUser',
          arn: `arn:aws:iam::${random.digits(12)}:user/ci`,
          accessKeyId: ['AK', 'IA', random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)].join(''),
        }),
      ],
      requestID: [(random) => random.uuid()],
    },
    { 'userIdentity.accessKeyId': 'secret' },
  ),
  index(
    'helpdesk',
    'zammad_tickets',
    {
      number: [(random) => random.digits(5)],
      title: [v.prose],
      article: [
        (random) => [{ from: `${v.whole(random)} <${v.mail(random)}>`, body: v.prose(random) }],
      ],
      state: [() => 'open'],
    },
    { 'article.from': 'personal' },
  ),
  index('people', 'linkedin_profiles', {
    full_name: [v.whole, 'personal'],
    headline: [() => 'Plumber'],
    emails: [(random) => [v.mail(random)], 'personal'],
    phone_numbers: [(random) => [v.abroad(random)], 'personal'],
    linkedin_username: [v.login, '?'],
    birth_date: [(random) => random.day(1950, 2000), 'personal'],
    location_geo: [(random) => `52.${random.digits(4)},13.${random.digits(4)}`, 'location'],
  }),
  index('products', 'catalog', {
    sku: [(random) => random.digits(8)],
    name: [() => 'Trail running shoe'],
    brand: [() => 'Acme'],
    gtin: [(random) => random.digits(13)],
    price: [() => 89.9],
    embedding: [(random) => [random.next(), random.next(), random.next()]],
  }),
  keys('spring-session', 'spring:session:sessions:{uuid}', {
    lastAccessedTime: [(random) => random.int(1e12, 2e12)],
    'sessionAttr:SPRING_SECURITY_CONTEXT': [
      (random) =>
        JSON.stringify({
          authentication: { principal: { username: v.login(random), email: v.mail(random) } },
        }),
      'personal',
    ],
    maxInactiveInterval: [() => 1800],
  }),
  keys('laravel-cache', 'laravel_cache:{hex}', {
    value: [(random) => `s:${random.int(10, 90)}:"${v.prose(random)}";`],
  }),
  keys('bull', 'bull:emails:{number}', {
    name: [() => 'welcome'],
    data: [(random) => JSON.stringify({ to: v.mail(random), template: 'welcome' }), 'personal'],
    opts: [() => '{"attempts":3}'],
    timestamp: [(random) => random.int(1e12, 2e12)],
  }),
  keys('oauth-cache', 'oauth2:access:*', { value: [v.token, 'secret'] }),
  keys('rate', 'ratelimit:{ip}', { value: [(random) => String(random.int(1, 100))] }),
  keys('feature', 'feature_flags', { value: [() => '{"new_checkout":true,"rollout":0.25}'] }),
  keys('geo-cache', 'driver:last_position:*', {
    value: [
      (random) =>
        JSON.stringify({
          lat: Number(`51.${random.digits(6)}`),
          lng: Number(`-0.${random.digits(6)}`),
          heading: 90,
        }),
      'location',
    ],
  }),
  topic('debezium', 'dbserver1.inventory.customers', {
    value: [
      (random) =>
        JSON.stringify({
          before: null,
          after: {
            id: random.int(1, 900),
            first_name: v.given(random),
            last_name: v.family(random),
            email: v.mail(random),
          },
          source: { db: 'inventory', table: 'customers' },
          op: 'c',
          ts_ms: 1_700_000_000_000,
        }),
      'personal',
    ],
  }),
  topic('segment', 'segment.identify', {
    value: [
      (random) =>
        JSON.stringify({
          type: 'identify',
          userId: random.uuid(),
          traits: { email: v.mail(random), name: v.whole(random), plan: 'pro' },
          context: { ip: v.ip4(random) },
        }),
      'personal',
    ],
  }),
  topic('payments', 'payments.authorised', {
    value: [
      (random) =>
        JSON.stringify({
          id: random.uuid(),
          pan: v.cardOf(random),
          amount: random.int(1, 900),
          merchant: random.digits(15),
        }),
      'payment',
    ],
  }),
  topic('k8s-secret', 'cluster.secrets', {
    value: [
      (random) =>
        JSON.stringify({
          kind: 'Secret',
          metadata: { name: 'db' },
          stringData: { DATABASE_URL: `postgresql://api:${v.secretOf(random, 18)}@pg:5432/api` },
        }),
      'secret',
    ],
  }),
  topic('clicks', 'web.clicks', {
    value: [
      (random) =>
        JSON.stringify({
          page: '/cart',
          session: random.uuid(),
          ts: 1_700_000_000_000 + random.int(0, 9e9),
          item: random.digits(16),
        }),
    ],
  }),
  topic('orders', 'orders.v2', {
    value: [
      (random) =>
        JSON.stringify({
          orderId: random.digits(16),
          lines: [{ ean: `40${random.digits(11)}`, qty: 1 }],
          warehouse: 'BER2',
          checksum: random.hex(32),
        }),
    ],
  }),
  topic('gps', 'fleet.positions', {
    value: [
      (random) =>
        JSON.stringify({
          vehicle: `B-XY ${random.int(100, 999)}`,
          latitude: Number(`52.${random.digits(6)}`),
          longitude: Number(`13.${random.digits(6)}`),
          speed: 44.5,
        }),
      'location',
    ],
  }),
];
