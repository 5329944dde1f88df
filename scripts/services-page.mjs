/** `docs/services.md`, from the headers of the services and the ports of the catalogue. */

const NOTICE =
  '<!-- Written by scripts/generate.mjs from the headers of the services. Change it there. -->';

// A request in a code span must not end it.
const code = (text) => `\`${String(text).replaceAll('`', "'").replaceAll('\n', ' ')}\``;

function portsOf(id, neighboursOf) {
  const ports = neighboursOf(id).map(({ port, role, tls }) => {
    const notes = [role === 'data' ? '' : role, tls ? 'TLS' : ''].filter(Boolean).join(', ');
    return notes === '' ? `${port}` : `${port} (${notes})`;
  });
  return ports.length === 0 ? 'any' : ports.join(', ');
}

/** What `npm run lab:heavy` saw last, on what is too much for every run: a line for each product that has some. */
function heavyRun(id, runs) {
  const seen = runs.filter(({ product }) => product === id);
  const words = seen.map(({ build, states, date }) => `${build} (${states}) on ${date}`);
  return words.length === 0 ? [] : [`- last seen by \`npm run lab:heavy\`: ${words.join('; ')}`];
}

function section(service, { neighboursOf, runs }) {
  const { id, title = id, family, sends = [], lists = [], verdicts = [], verified } = service;
  return [
    `## ${title}`,
    '',
    `- id: ${code(id)}${family ? `, speaks ${code(family)}` : ''}`,
    `- usual ports: ${portsOf(id, neighboursOf)}`,
    `- verdicts: ${verdicts.length === 0 ? 'none' : verdicts.map(code).join(', ')}`,
    `- verified on: ${verified ?? 'not yet on a real server'}`,
    ...heavyRun(id, runs),
    '- sends:',
    ...sends.map((request) => `  - ${code(request)}`),
    ...(lists.length === 0
      ? []
      : ['- lists, of a store that let us in:', ...lists.map((request) => `  - ${code(request)}`)]),
    '',
  ];
}

const KINDS = [
  ['real', 'on a real server'],
  ['recorded', 'by answers recorded from a real server, or on an emulator'],
  ['documents', 'by documentation, source or specification alone'],
];

/** How a product was seen, from the words of its header; the strongest of them counts. */
function howSeen(verified = '') {
  if (
    /recorded from (?:the|a) real|recorded answers of (?:a real|\d)|played again|emulator/.test(
      verified,
    )
  )
    return /real servers?(?:[;:,.]| \(|$)/.test(verified.replaceAll(/recorded[^;,]*/g, ''))
      ? 'real'
      : 'recorded';
  return /real (?:server|NameNode)/.test(verified) ? 'real' : 'documents';
}

const RANK = KINDS.map(([kind]) => kind);

/** Each product once, by the best that was seen of it. */
function bestOf(services) {
  const best = new Map();
  for (const { id, verified, verdicts = [] } of services) {
    const seen = howSeen(verified);
    const known = best.get(id) ?? { seen, verdicts: new Set() };
    for (const verdict of verdicts) known.verdicts.add(verdict);
    if (RANK.indexOf(seen) < RANK.indexOf(known.seen)) known.seen = seen;
    best.set(id, known);
  }
  return best;
}

const ACCESS = ['open', 'partial', 'passwordless', 'default-password', 'unclaimed'];

function summary(services) {
  const best = [...bestOf(services)];
  const proved = best.filter(([, { verdicts }]) => ACCESS.some((word) => verdicts.has(word)));
  const named = (kind) => proved.filter(([, { seen }]) => seen === kind).map(([id]) => id);
  return [
    `${best.length} products; of ${proved.length} of them access is proved by a read (by a permitted log-in where the product always asks for one), beside a negative control. They were seen:`,
    '',
    ...KINDS.flatMap(([kind, words]) => {
      const ids = named(kind).toSorted((a, b) => a.localeCompare(b));
      return [`- ${words}: **${ids.length}** (${ids.join(', ')})`];
    }),
    '',
    'The line "verified on" of each says which version, and what of it was not seen for real.',
    '',
  ];
}

/** `known`: the ports of the catalogue as `neighboursOf`, and the `runs` of the lab's heavy tier. */
export function servicesPage(services, known) {
  return [
    NOTICE,
    '',
    '# Services',
    '',
    'What Nightlatch knows, what it may send to each (nothing else leaves), and what it can say of it.',
    '',
    ...summary(services),
    ...services.flatMap((service) => section(service, known)),
  ].join('\n');
}
