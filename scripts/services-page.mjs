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

function section(service, neighboursOf) {
  const { id, title = id, family, sends = [], lists = [], verdicts = [], verified } = service;
  return [
    `## ${title}`,
    '',
    `- id: ${code(id)}${family ? `, speaks ${code(family)}` : ''}`,
    `- usual ports: ${portsOf(id, neighboursOf)}`,
    `- verdicts: ${verdicts.length === 0 ? 'none' : verdicts.map(code).join(', ')}`,
    `- verified on: ${verified ?? 'not yet on a real server'}`,
    '- sends:',
    ...sends.map((request) => `  - ${code(request)}`),
    ...(lists.length === 0
      ? []
      : ['- lists, of a store that let us in:', ...lists.map((request) => `  - ${code(request)}`)]),
    '',
  ];
}

export function servicesPage(services, neighboursOf) {
  return [
    NOTICE,
    '',
    '# Services',
    '',
    'What Nightlatch knows, what it may send to each (nothing else leaves), and what it can say of it.',
    '',
    ...services.flatMap((service) => section(service, neighboursOf)),
  ].join('\n');
}
