/**
 * The corpus that no rule was tuned on: shapes of everyday systems, written after the rules. Its figures are reported as
 * they are; whoever changes a rule because of it moves its shapes to `elsewhere-more.ts` and writes new ones.
 */
import type { Transcribed } from './elsewhere.ts';
import * as v from './elsewhere-values.ts';
import type { Random } from './random.ts';
import { collection, index, json, keys, table, topic, uuid, when } from './shapes.ts';

const id = (_random: Random, at: number): number => at + 1;

export const unseenShapes: readonly Transcribed[] = [
  table('gym', 'club.memberships', {
    member_no: [id],
    member_name: [v.whole, 'personal'],
    mobile_phone: [v.abroad, 'personal'],
    e_mail: [v.mail, 'personal'],
    dateofbirth: [(random) => random.day(1950, 2005), 'personal'],
    emergency_contact_phone: [v.abroad, 'personal'],
    plan: [() => 'gold'],
    mandate_iban: [v.ibanOf, 'payment'],
  }),
  table('library', 'public.borrowers', {
    card_barcode: [(random) => random.digits(14)],
    surname: [v.family, 'personal'],
    initials: [() => 'J.K.'],
    home_address: [v.street, 'personal'],
    email1: [v.mail, 'personal'],
    overdue: [id],
  }),
  table('helpdesk', 'itsm.incidents', {
    number: [(random) => `INC${random.digits(7)}`],
    opened_at: [when],
    short_description: [v.prose],
    caller_email: [v.mail, 'personal'],
    assigned_to: [v.whole, 'personal'],
    work_notes: [v.prose],
  }),
  table('events', 'tickets.orders', {
    order_ref: [(random) => random.base62(8).toUpperCase()],
    buyer_first_name: [v.given, 'personal'],
    buyer_last_name: [v.family, 'personal'],
    buyer_email: [v.mail, 'personal'],
    seat: [() => 'B12'],
    price: [() => 59],
    barcode: [(random) => random.digits(16)],
  }),
  table('vet', 'clinic.animals', {
    chip: [(random) => random.digits(15)],
    name: [() => 'Bello'],
    species: [() => 'dog'],
    owner_name: [v.whole, 'personal'],
    owner_phone: [v.nanp, 'personal'],
  }),
  table('bank', 'core.customers', {
    cif: [(random) => random.digits(8)],
    full_legal_name: [v.whole, 'personal'],
    ssn_tin: [v.ssnOf, 'personal'],
    kyc_status: [() => 'ok'],
    residential_address: [v.street, 'personal'],
    risk_score: [id],
  }),
  table('bank', 'core.transfers', {
    txn_id: [uuid],
    sender_iban: [v.ibanOf, 'payment'],
    receiver_iban: [v.ibanOf, 'payment'],
    amount: [() => 120.5],
    purpose: [() => 'Rent for May'],
    booked: [when],
  }),
  table('pos', 'retail.card_payments', {
    terminal: [(random) => random.digits(8)],
    pan_clear: [v.cardOf, 'payment'],
    auth_code: [(random) => random.digits(6)],
    amount_minor: [(random) => random.int(100, 9000)],
  }),
  table('hospital', 'ehr.admissions', {
    admission_id: [id],
    patient_name: [v.whole, 'personal'],
    admitting_diagnosis: [() => 'Pneumonia, unspecified organism', 'health'],
    icd10: [(random) => `J${random.digits(2)}.${random.digits(1)}`, 'health'],
    ward: [() => '3B'],
    mrn: [(random) => random.digits(8), 'health'],
  }),
  table('pharmacy', 'rx.dispensed', {
    rx_number: [(random) => random.digits(7)],
    patient_dob: [(random) => random.day(1930, 2010), 'personal'],
    drug_name: [() => 'Atorvastatin 20 mg', 'health'],
    prescriber: [v.whole, '?'],
    qty: [id],
  }),
  table('fleet', 'gps.pings', {
    vehicle_id: [id],
    ts: [when],
    latitude: [(random) => Number(`48.${random.digits(6)}`), 'location'],
    longitude: [(random) => Number(`11.${random.digits(6)}`), 'location'],
    speed: [() => 55.5],
  }),
  table('newsletter', 'mail.subscribers', {
    subscriber: [v.mail, 'personal'],
    confirmed: [() => true],
    source_url: [() => 'https://example.org/news'],
    ip_signup: [v.ip4, 'personal'],
    lists: [() => '1,2'],
  }),
  table('wifi', 'radius.radacct', {
    radacctid: [id],
    username: [v.login, '?'],
    framedipaddress: [() => '10.0.3.4'],
    callingstationid: [(random) => (random.hex(12).match(/../g) ?? []).join('-'), 'personal'],
    acctinputoctets: [id],
  }),
  table('app', 'public.api_clients', {
    client_id: [uuid],
    client_secret: [(random) => v.secretOf(random, 48), 'secret'],
    webhook_url: [() => 'https://hooks.example.org/in'],
    webhook_signing_secret: [(random) => ['whsec', random.base62(32)].join('_'), 'secret'],
    created: [when],
  }),
  table('app', 'public.users', {
    id: [id],
    mail: [v.mail, 'personal'],
    pw_hash: [v.bcrypt, 'secret'],
    totp_secret: [(random) => random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32), 'secret'],
    last_login_ip: [v.ip4, 'personal'],
    locale: [() => 'de-DE'],
  }),
  table('app', 'public.feature_usage', {
    user_id: [uuid],
    feature: [() => 'export'],
    count: [id],
    first_used: [when],
    checksum: [v.sha],
  }),
  table('copilot', 'public.ai_conversations', {
    id: [uuid],
    user_id: [uuid],
    transcript: [
      json((random) => [
        { role: 'user', content: v.said(random) },
        { role: 'assistant', content: v.replied(random) },
      ]),
      'chat-log',
    ],
    created_at: [when],
  }),
  table('bot', 'support.bot_sessions', {
    session_id: [uuid],
    user_message: [v.said, 'chat-log'],
    bot_reply: [v.replied, 'chat-log'],
    intent: [() => 'billing'],
    confidence: [() => 0.8],
  }),
  table('eval', 'ml.eval_runs', {
    run_id: [uuid],
    model: [() => 'qwen2.5-72b'],
    prompt: [v.said, 'chat-log'],
    completion: [v.replied, 'chat-log'],
    score: [() => 0.7],
  }),
  table('llm-log', 'analytics.llm_calls', {
    ts: [when],
    provider: [() => 'anthropic'],
    request_json: [
      json((random) => ({
        model: 'claude-3-opus',
        max_tokens: 100,
        messages: [{ role: 'user', content: v.said(random) }],
      })),
      'chat-log',
    ],
    response_json: [
      json((random) => ({
        id: `msg_${random.base62(20)}`,
        type: 'message',
        role: 'assistant',
        content: [{ type: 'text', text: v.replied(random) }],
        stop_reason: 'end_turn',
      })),
      'chat-log',
    ],
    tokens: [id],
  }),
  collection(
    'assistant',
    'prod.sessions',
    {
      _id: [(random) => random.hex(24)],
      user: [(random) => ({ id: random.uuid(), email: v.mail(random) })],
      messages: [
        (random) => [
          { role: 'user', content: v.said(random), ts: 1 },
          { role: 'assistant', content: v.replied(random), ts: 2 },
        ],
        'chat-log',
      ],
      updatedAt: [when],
    },
    { 'user.email': 'personal' },
  ),
  collection(
    'shop',
    'shop.carts',
    {
      customer: [
        (random) => ({
          name: { first: v.given(random), last: v.family(random) },
          email: v.mail(random),
        }),
      ],
      items: [(random) => [{ sku: random.digits(12), qty: 1 }]],
      paymentToken: [(random) => `tok_${random.base62(24)}`, '?'],
    },
    {
      'customer.name.first': 'personal',
      'customer.name.last': 'personal',
      'customer.email': 'personal',
    },
  ),
  collection(
    'iot',
    'iot.devices',
    {
      serial: [(random) => random.hex(16)],
      mqtt: [(random) => ({ user: 'dev', password: v.secretOf(random, 20) })],
      fw: [() => '2.3.1'],
    },
    { 'mqtt.password': 'secret' },
  ),
  collection('jobs', 'jobs.queue', {
    name: [() => 'resize'],
    payload: [(random) => ({ url: 'https://img.example.org/1.png', width: random.int(10, 900) })],
    attempts: [id],
    lockedBy: [() => 'worker-3'],
  }),
  index('support-mail', 'inbound-mail', {
    message_id: [(random) => `<${random.hex(24)}@mail.example.org>`],
    from: [(random) => `${v.whole(random)} <${v.mail(random)}>`, 'personal'],
    subject: [v.prose],
    body: [v.prose],
  }),
  index('filebeat', 'filebeat-8.9', {
    message: [
      (random) =>
        `10.3.4.5 - - "GET /assets/${random.hex(20)}.js HTTP/2" 200 ${random.int(10, 9000)}`,
    ],
    host: [() => ({ name: 'web-2' })],
    log: [() => ({ offset: 1 })],
  }),
  index('gateway', 'llm-requests-2025.05', {
    ts: [when],
    body: [
      json((random) => ({
        model: 'gpt-4.1',
        input: [{ role: 'user', content: v.said(random) }],
        store: true,
      })),
      'chat-log',
    ],
    status: [() => 200],
  }),
  keys('profile', 'user:{number}', {
    name: [v.whole, 'personal'],
    email: [v.mail, 'personal'],
    plan: [() => 'free'],
    last_seen: [(random) => random.int(1e9, 2e9)],
  }),
  keys('otp', 'otp:{phone}', { value: [(random) => random.digits(6), '?'] }),
  keys('chatmem', 'chat_history:{uuid}', {
    value: [json((random) => ({ type: 'human', data: { content: v.said(random) } })), 'chat-log'],
  }),
  keys('celery', 'celery-task-meta-{uuid}', {
    value: [
      json((random) => ({ status: 'SUCCESS', result: random.int(1, 9), task_id: random.uuid() })),
    ],
  }),
  keys('vault', 'kv/prod/stripe', {
    value: [json((random) => ({ key: ['sk', 'live', random.base62(32)].join('_') })), 'secret'],
  }),
  topic('signup', 'user.signups', {
    value: [
      json((random) => ({
        event: 'signup',
        user: { email: v.mail(random), phone: v.abroad(random) },
      })),
      'personal',
    ],
  }),
  topic('metrics', 'infra.metrics', {
    value: [
      json((random) => ({
        name: 'cpu',
        value: random.next(),
        host: 'node-7',
        ts: 1_700_000_000 + random.int(0, 9e6),
      })),
    ],
  }),
  topic('prompts', 'ai.prompts', {
    value: [
      json((random) => ({
        user_prompt: v.said(random),
        model: 'llama-3',
        answer: v.replied(random),
      })),
      'chat-log',
    ],
  }),
  topic('kyc', 'kyc.documents', {
    value: [
      json((random) => ({
        doc: 'passport',
        number: `C${random.digits(8)}`,
        holder: v.whole(random),
        dob: random.day(1950, 2000),
      })),
      'personal',
    ],
  }),
];
