/* oxlint-disable max-lines -- a table of shapes, one after the other */
/** More shapes of products and habits; their first figures stand in docs/benchmarks.md as well. */
import type { Transcribed } from './elsewhere.ts';
import * as v from './elsewhere-values.ts';
import type { Random } from './random.ts';
import { bucket, collection, index, json, keys, table, topic, uuid, when } from './shapes.ts';

const id = (_random: Random, at: number): number => at + 1;

export const elsewhereMore: readonly Transcribed[] = [
  // People and money.
  table('suitecrm', 'suitecrm.contacts', {
    id: [uuid],
    date_entered: [when],
    salutation: [() => 'Ms.'],
    first_name: [v.given, 'personal'],
    last_name: [v.family, 'personal'],
    title: [() => 'CTO'],
    phone_home: [v.nanp, 'personal'],
    phone_mobile: [v.abroad, 'personal'],
    primary_address_street: [v.street, 'personal'],
    primary_address_city: [() => 'Graz'],
    lead_source: [() => 'Web'],
    birthdate: [(random) => random.day(1950, 1999), 'personal'],
    do_not_call: [() => 0],
  }),
  table('moodle', 'moodle.mdl_user', {
    id: [id],
    auth: [() => 'manual'],
    username: [v.login, '?'],
    password: [v.bcrypt, 'secret'],
    firstname: [v.given, 'personal'],
    lastname: [v.family, 'personal'],
    email: [v.mail, 'personal'],
    phone1: [v.nanp, 'personal'],
    lastip: [v.ip4, 'personal'],
    institution: [() => 'FH'],
    lang: [() => 'de'],
  }),
  table('prestashop', 'shop.ps_customer', {
    id_customer: [id],
    company: [() => ''],
    firstname: [v.given, 'personal'],
    lastname: [v.family, 'personal'],
    email: [v.mail, 'personal'],
    passwd: [v.bcrypt, 'secret'],
    birthday: [(random) => random.day(1950, 1999), 'personal'],
    newsletter: [() => 1],
    secure_key: [(random) => random.hex(32), '?'],
  }),
  table('hotel', 'pms.guests', {
    guest_no: [id],
    guest_name: [v.whole, 'personal'],
    passport_no: [(random) => `${random.text('ABCDEFG', 2)}${random.digits(7)}`, 'personal'],
    arrival: [(random) => random.day(2024, 2025)],
    room: [(random) => random.int(100, 600)],
    card: [v.cardOf, 'payment'],
    loyalty_no: [(random) => random.digits(9)],
  }),
  table('payroll', 'hr.payslips', {
    staff_no: [id],
    national_insurance_no: [
      (random) => `QQ${random.digits(6)}C`.replace('QQ', random.pick(['AB', 'CE', 'JK'])),
      'personal',
    ],
    gross: [(random) => random.int(1000, 9000)],
    net: [(random) => random.int(800, 7000)],
    bank_sort_code: [
      (random) => `${random.digits(2)}-${random.digits(2)}-${random.digits(2)}`,
      '?',
    ],
    bank_account_number: [(random) => random.digits(8), 'payment'],
  }),
  table('telco', 'cdr.calls', {
    call_id: [uuid],
    calling_party: [v.abroad, 'personal'],
    called_party: [v.abroad, 'personal'],
    imsi: [(random) => `26201${random.digits(10)}`, '?'],
    cell_id: [(random) => random.digits(6)],
    duration_s: [(random) => random.int(1, 900)],
    started: [when],
  }),
  table('voters', 'registry.voters', {
    voter_id: [id],
    surname: [v.family, 'personal'],
    forenames: [v.given, 'personal'],
    dob: [(random) => random.day(1940, 2006), 'personal'],
    residence: [v.street, 'personal'],
    ward: [() => 'North'],
  }),
  table('taxi-app', 'ride.trips', {
    trip: [uuid],
    rider_phone: [v.abroad, 'personal'],
    driver_name: [v.whole, 'personal'],
    origin_lat: [(random) => Number(`51.${random.digits(5)}`), 'location'],
    origin_lng: [(random) => Number(`-0.${random.digits(5)}`), 'location'],
    fare: [() => 12.3],
    surge: [() => 1.2],
  }),
  table('insurance', 'claims.claims', {
    claim_no: [(random) => random.digits(10)],
    policyholder: [v.whole, 'personal'],
    icd: [(random) => `M${random.digits(2)}.${random.digits(1)}`, 'health'],
    diagnosis_text: [() => 'Lumbar disc herniation', 'health'],
    amount: [() => 310.4],
    iban: [v.ibanOf, 'payment'],
  }),
  table('lab', 'lis.results', {
    order_no: [(random) => random.digits(9)],
    patient_id: [(random) => `P${random.digits(6)}`, 'health'],
    test_name: [() => 'Hemoglobin A1c', '?'],
    result_value: [() => '6.1', '?'],
    blood_group: [(random) => random.pick(['A+', '0-', 'B+', 'O+']), 'health'],
    taken: [when],
  }),
  table('cyrillic', 'crm.клиенты', {
    фамилия: [() => 'Петров', 'personal'],
    почта: [v.mail, 'personal'],
    телефон: [v.abroad, 'personal'],
    сумма: [id],
  }),
  table('cryptic', 'stg.t_4711', {
    c1: [v.mail, 'personal'],
    c2: [v.abroad, 'personal'],
    c3: [v.ibanOf, 'payment'],
    c4: [v.cardOf, 'payment'],
    c5: [v.ip4, 'personal'],
    c6: [(random) => random.digits(16)],
    c7: [(random) => random.hex(40)],
  }),
  table('german', 'dbo.Kunden', {
    KundenNr: [id],
    Nachname: [v.family, 'personal'],
    Vorname: [v.given, 'personal'],
    Strasse: [v.street, 'personal'],
    PLZ: [(random) => random.digits(5), '?'],
    Telefon: [v.abroad, 'personal'],
    EMail: [v.mail, 'personal'],
    Geburtsdatum: [
      (random) => `${random.int(10, 28)}.0${random.int(1, 9)}.19${random.int(50, 99)}`,
      'personal',
    ],
    Umsatz: [() => 99.5],
  }),
  table('spanish', 'ventas.clientes', {
    id: [id],
    nombre: [v.given, 'personal'],
    apellidos: [v.family, 'personal'],
    correo: [v.mail, 'personal'],
    movil: [v.abroad, 'personal'],
    direccion: [v.street, 'personal'],
    fecha_alta: [when],
  }),
  collection(
    'firebase',
    'app.users',
    {
      uid: [(random) => random.base62(28)],
      displayName: [v.whole, 'personal'],
      email: [v.mail, 'personal'],
      photoURL: [() => 'https://img.example.org/a.jpg'],
      providerData: [(random) => [{ providerId: 'google.com', email: v.mail(random) }]],
      fcmToken: [(random) => `${random.base62(22)}:APA91b${random.base62(134)}`, '?'],
    },
    { 'providerData.email': 'personal' },
  ),
  collection(
    'auth0',
    'auth.users',
    {
      user_id: [(random) => `auth0|${random.hex(24)}`],
      email: [v.mail, 'personal'],
      last_ip: [v.ip4, 'personal'],
      identities: [(random) => [{ provider: 'auth0', access_token: v.token(random) }]],
      logins_count: [id],
    },
    { 'identities.access_token': 'secret' },
  ),
  index(
    'applicants',
    'recruiting-cv',
    {
      candidate: [
        (random) => ({
          name: v.whole(random),
          contact: { mail: v.mail(random), mobile: v.abroad(random) },
          dateOfBirth: random.day(1960, 2000),
        }),
      ],
      skills: [() => ['sql', 'java']],
    },
    {
      'candidate.name': 'personal',
      'candidate.contact.mail': 'personal',
      'candidate.contact.mobile': 'personal',
      'candidate.dateOfBirth': 'personal',
    },
  ),
  topic('crm-cdc', 'crm.public.leads', {
    value: [
      json((random) => ({
        op: 'u',
        after: { lead_name: v.whole(random), lead_email: v.mail(random), score: 88 },
      })),
      'personal',
    ],
  }),
  bucket('exports', 'reports', {
    key: [(random) => `invoices/2024/${random.digits(8)}.pdf`],
    size: [id],
    etag: [(random) => random.hex(32)],
  }),
  // Secrets.
  table('airflow', 'airflow.connection', {
    id: [id],
    conn_id: [() => 'warehouse'],
    conn_type: [() => 'postgres'],
    host: [() => 'wh.internal'],
    login: [() => 'etl', '?'],
    password: [(random) => v.secretOf(random, 24), 'secret'],
    port: [() => 5432],
    extra: [() => '{}'],
  }),
  table('grafana', 'grafana.data_source', {
    id: [id],
    name: [() => 'Prometheus'],
    url: [() => 'http://prom:9090'],
    secure_json_data: [
      json((random) => ({ httpHeaderValue1: `Bearer ${v.secretOf(random, 40)}` })),
      'secret',
    ],
    basic_auth: [() => 0],
  }),
  table('n8n', 'n8n.credentials_entity', {
    id: [id],
    name: [() => 'Slack'],
    data: [
      json((random) => ({
        accessToken: ['xoxb', random.digits(12), random.digits(12), random.base62(24)].join('-'),
      })),
      'secret',
    ],
    type: [() => 'slackApi'],
  }),
  table('laravel-tokens', 'app.personal_access_tokens', {
    id: [id],
    tokenable_type: [() => 'App\\Models\\User'],
    name: [() => 'spa'],
    token: [v.sha, '?'],
    abilities: [() => '["*"]'],
    last_used_at: [when],
  }),
  table('mysql-user', 'mysql.user', {
    Host: [() => '%'],
    User: [() => 'app'],
    authentication_string: [(random) => `*${random.hex(40).toUpperCase()}`, 'secret'],
    password_expired: [() => 'N'],
    ssl_type: [() => ''],
  }),
  collection(
    'env',
    'deploy.environments',
    {
      service: [() => 'api'],
      variables: [
        (random) => ({
          NODE_ENV: 'production',
          STRIPE_SECRET: ['sk', 'live', random.base62(24)].join('_'),
          DATABASE_URL: `postgres://api:${v.secretOf(random, 16)}@pg/api`,
          LOG_LEVEL: 'info',
        }),
      ],
    },
    { 'variables.STRIPE_SECRET': 'secret', 'variables.DATABASE_URL': 'secret' },
  ),
  index('app-logs', 'app-2025.03.01', {
    '@timestamp': [when],
    level: [() => 'debug'],
    message: [
      (random) =>
        `outgoing call POST https://api.example.com/v1/charge headers={"authorization":"Bearer ${v.secretOf(random, 44)}","accept":"*/*"}`,
      'secret',
    ],
  }),
  index('app-logs-clean', 'app-2025.03.02', {
    '@timestamp': [when],
    level: [() => 'info'],
    message: [
      (random) =>
        `user session ${random.uuid()} renewed, token refreshed, password policy ok, took ${random.int(1, 90)}ms`,
    ],
  }),
  keys('php-session', 'PHPREDIS_SESSION:{hex}', {
    value: [
      (random) =>
        `user|a:2:{s:5:"email";s:20:"${v.mail(random)}";s:4:"csrf";s:32:"${random.hex(32)}";}`,
      'personal',
    ],
  }),
  keys('jwt-cache', 'auth:token:{uuid}', { value: [v.token, 'secret'] }),
  keys('consul', 'config/app/db_password', {
    value: [(random) => `${v.secretOf(random, 18)}!`, 'secret'],
  }),
  keys('etcd', '/registry/configmaps/default/app', {
    value: [() => 'apiVersion: v1\nkind: ConfigMap\ndata:\n  LOG_LEVEL: debug\n  RETRIES: "3"\n'],
  }),
  topic('audit', 'iam.audit', {
    value: [
      json((random) => ({
        action: 'CreateAccessKey',
        accessKeyId: ['AK', 'IA', random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)].join(''),
        actor: 'ci',
      })),
      'secret',
    ],
  }),
  topic('build', 'ci.builds', {
    value: [
      json((random) => ({
        sha: random.hex(40),
        image: `sha256:${random.hex(64)}`,
        duration: random.int(1, 900),
        cacheKey: random.hex(64),
      })),
    ],
  }),
  // Conversations.
  table('chatwoot-ai', 'public.captain_assistant_responses', {
    id: [id],
    question: [v.said, '?'],
    answer: [v.replied, '?'],
    assistant_id: [id],
    status: [() => 1],
  }),
  table('anything-llm', 'main.workspace_chats', {
    id: [id],
    workspaceId: [id],
    prompt: [v.said, 'chat-log'],
    response: [
      json((random) => ({ text: v.replied(random), sources: [], type: 'chat' })),
      'chat-log',
    ],
    user_id: [id],
    include: [() => 1],
  }),
  table('lobechat', 'public.messages', {
    id: [(random) => `msg_${random.base62(12)}`],
    role: [(_random, at) => (at % 2 === 0 ? 'user' : 'assistant')],
    content: [(random, at) => (at % 2 === 0 ? v.said(random) : v.replied(random)), 'chat-log'],
    model: [() => 'gpt-4o'],
    session_id: [uuid],
    created_at: [when],
  }),
  table('chainlit', 'public.steps', {
    id: [uuid],
    name: [() => 'on_message'],
    type: [(_random, at) => (at % 2 === 0 ? 'user_message' : 'assistant_message')],
    threadId: [uuid],
    input: [() => ''],
    output: [(random, at) => (at % 2 === 0 ? v.said(random) : v.replied(random)), 'chat-log'],
  }),
  table('mlflow-traces', 'mlflow.trace_request_metadata', {
    request_id: [uuid],
    key: [() => 'mlflow.traceInputs'],
    value: [
      json((random) => ({ messages: [{ role: 'user', content: v.said(random) }] })),
      'chat-log',
    ],
  }),
  table('portkey', 'default.generations', {
    trace_id: [uuid],
    ai_model: [() => 'claude-3-haiku'],
    request: [
      json((random) => ({
        url: '/v1/messages',
        body: {
          model: 'claude-3-haiku',
          max_tokens: 9,
          messages: [{ role: 'user', content: v.said(random) }],
        },
      })),
      'chat-log',
    ],
    cost: [() => 0.2],
  }),
  table('signoz', 'signoz_traces.span_attributes', {
    traceID: [(random) => random.hex(32)],
    name: [() => 'openai.chat'],
    stringTagMap: [
      (random) => ({
        'llm.request.model': 'gpt-4',
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': v.said(random),
      }),
      'chat-log',
    ],
  }),
  table(
    'deepseek-like',
    'default.log_stream',
    {
      timestamp: [when],
      span_name: [() => 'chat_completion'],
      'string.names': [() => ['user_id', 'query', 'answer', 'api_key']],
      'string.values': [
        (random) => [
          random.uuid(),
          v.said(random),
          v.replied(random),
          ['sk', random.hex(32)].join('-'),
        ],
        'chat-log',
      ],
      'number.names': [() => ['latency']],
      'number.values': [(random) => [random.int(1, 900)]],
    },
    { 'string.values#2': 'secret' },
  ),
  collection('botframework', 'bot.transcripts', {
    channelId: [() => 'webchat'],
    activities: [
      (random) => [
        { type: 'message', from: { role: 'user', id: random.uuid() }, text: v.said(random) },
        { type: 'message', from: { role: 'bot', id: 'b' }, text: v.replied(random) },
      ],
      'chat-log',
    ],
  }),
  collection('characterai', 'app.chats', {
    character_id: [uuid],
    turns: [
      (random) => [
        { author: { name: 'User', is_human: true }, candidates: [{ raw_content: v.said(random) }] },
        { author: { name: 'Pirate' }, candidates: [{ raw_content: v.replied(random) }] },
      ],
      'chat-log',
    ],
  }),
  collection('assistants', 'openai.messages', {
    id: [(random) => `msg_${random.base62(24)}`],
    object: [() => 'thread.message'],
    thread_id: [(random) => `thread_${random.base62(24)}`],
    role: [() => 'user'],
    content: [
      (random) => [{ type: 'text', text: { value: v.said(random), annotations: [] } }],
      'chat-log',
    ],
  }),
  index('elastic-ai', 'kibana-observability-ai-assistant-conversations', {
    conversation: [(random) => ({ title: 'CPU', id: random.uuid() })],
    messages: [
      (random) => [
        { '@timestamp': random.moment(), message: { role: 'user', content: v.said(random) } },
        {
          '@timestamp': random.moment(),
          message: { role: 'assistant', content: v.replied(random) },
        },
      ],
      'chat-log',
    ],
  }),
  keys('gptcache', 'gptcache:{hex}', {
    question: [v.said, 'chat-log'],
    answer: [v.replied, 'chat-log'],
    hit_count: [id],
  }),
  keys('memory', 'memory:{uuid}', {
    value: [
      json((random) => [
        { role: 'human', content: v.said(random) },
        { role: 'ai', content: v.replied(random) },
      ]),
      'chat-log',
    ],
  }),
  topic('vllm', 'vllm.requests', {
    value: [
      json((random) => ({
        request_id: `cmpl-${random.hex(32)}`,
        prompt: `<|start_header_id|>user<|end_header_id|>\n${v.said(random)}<|eot_id|>`,
        sampling_params: { temperature: 0.7 },
      })),
      'chat-log',
    ],
  }),
  // What looks like conversations.
  table('zendesk', 'support.comments', {
    id: [id],
    author_id: [id],
    body: [v.prose],
    public: [() => true],
    via: [() => 'web'],
  }),
  table('dialogs', 'game.dialogs', {
    npc: [() => 'Innkeeper'],
    prompt: [() => 'Talk to the innkeeper about rooms.'],
    option_a: [v.prose],
    option_b: [v.prose],
  }),
  table('exam', 'lms.questions', {
    id: [id],
    question: [() => 'Which gas do plants take in?'],
    answer: [() => 'They take in carbon dioxide.'],
    quiz_id: [id],
  }),
  table('html-parts', 'cms.widgets', {
    id: [id],
    type: [(random) => random.pick(['text', 'model', 'tool'])],
    content: [v.prose],
  }),
  collection('matrix', 'matrix.events', {
    type: [() => 'm.room.message'],
    sender: [(random) => `@${v.login(random)}:matrix.example.org`, '?'],
    content: [(random) => ({ msgtype: 'm.text', body: v.prose(random) })],
    room_id: [(random) => `!${random.base62(18)}:example.org`],
  }),
  topic('ivr', 'ivr.events', {
    value: [
      json((random) => ({
        prompt: 'main_menu',
        response: String(random.int(1, 9)),
        call: random.uuid(),
      })),
    ],
  }),
  // Numbers and words that are nothing.
  table('warehouse', 'wms.pallets', {
    sscc: [(random) => random.digits(18)],
    gln: [(random) => random.digits(13)],
    lot: [(random) => random.digits(8)],
    best_before: [(random) => random.day(2025, 2027)],
  }),
  table('weather', 'default.stations', {
    station: [(random) => random.digits(5)],
    name: [() => 'Zugspitze'],
    elevation: [id],
    reading: [(random) => Number(`${random.int(-20, 30)}.${random.digits(3)}`)],
  }),
  table('git', 'default.objects', {
    oid: [(random) => random.hex(40)],
    type: [() => 'blob'],
    size: [id],
    path: [() => 'src/main.ts'],
  }),
  table('ml', 'ml.vocab', {
    token: [(random) => random.pick(['Ġthe', '##ing', 'ment', 'über'])],
    token_id: [id],
    score: [(random) => random.next()],
  }),
  table('i18n', 'app.labels', {
    key: [() => 'form.email'],
    email: [() => 'E-Mail-Adresse'],
    phone: [() => 'Telefonnummer'],
    password: [() => 'Passwort eingeben bitte'],
  }),
  index('products', 'shop-items', {
    asin: [(random) => `B0${random.base62(8).toUpperCase()}`],
    title: [v.prose],
    ean: [(random) => random.digits(13)],
    list_price: [() => 19.9],
    seller: [() => 'Acme GmbH'],
  }),
];
