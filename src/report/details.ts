import type {
  FileObservation,
  NetworkObservation,
  Observation,
  Tls,
} from '../model/observation.ts';
import { atRestLine, itemLines } from './inside.ts';
import { fileLine, moment, quoted } from './words.ts';

/** The parts of a look that are shown on demand: a label and lines of plain text, for every format to escape. */
export interface Detail {
  readonly label: string;
  readonly lines: readonly string[];
}

const ITEMS_SHOWN = 50;

/** Proof, control, transcript, TLS, and what the server says of itself; parts with nothing to tell are left out. */
export function details(look: Observation): Detail[] {
  const exchanges = (list: Observation['proof']) =>
    list.map(({ asked, answered }) => `${asked} → ${answered}`);
  const all: Detail[] = [
    { label: 'Proof', lines: exchanges(look.proof) },
    { label: 'Control', lines: exchanges(look.control) },
    ...(look.source === 'file' ? writtenIn(look) : sentTo(look)),
    { label: 'TLS', lines: tlsLines(look.tls) },
    {
      label: 'Server says',
      lines: Object.entries(look.says ?? {}).map(([what, text]) => `${what}: ${quoted(text)}`),
    },
    { label: 'Holds', lines: look.inventory ? itemLines(look.inventory, ITEMS_SHOWN) : [] },
    { label: 'At rest', lines: look.atRest ? [atRestLine(look.atRest)] : [] },
    { label: 'Asks for', lines: look.authMethods.filter((method) => method !== 'none') },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function sentTo({ transcript, seenAs }: NetworkObservation): Detail[] {
  return [
    { label: 'Sent', lines: transcript.map(({ connection, sent }) => `#${connection} ${sent}`) },
    { label: 'We appear as', lines: seenAs === undefined ? [] : [seenAs] },
  ];
}

function writtenIn({ facts, reach, world }: FileObservation): Detail[] {
  const seen = world && `${world.agrees ? 'as these files say' : 'otherwise'}: ${world.access}`;
  return [
    { label: 'Written', lines: facts.map((fact) => `${fileLine(fact)} ${fact.says}`) },
    { label: 'Reach', lines: reach === undefined ? [] : [`${reach.vantage}: ${reach.because}`] },
    { label: 'World', lines: seen === undefined ? [] : [seen] },
  ];
}

export function tlsLines(tls: Tls | null): string[] {
  if (tls === null) return ['not asked'];
  if (!tls.offered) return ['not offered'];
  const lines = [`${plaintext(tls)}; ${tls.versions.join(', ') || 'version not told'}`];
  if (tls.clientCertificate === true) lines.push('asks for a client certificate');
  if (tls.certificate === null) return lines;

  const { subject, names, issuer, notBefore, notAfter, selfSigned } = tls.certificate;
  lines.push(
    `certificate ${quoted(subject)}, ${selfSigned ? 'self-signed' : `issued by ${quoted(issuer)}`}`,
    `valid ${moment(notBefore)} to ${moment(notAfter)}`,
  );
  if (names.length > 0) lines.push(`names ${names.map(quoted).join(', ')}`);
  return lines;
}

function plaintext({ required }: Tls): string {
  if (required === null) return 'offered; plaintext was not tried';
  return required ? 'required; plaintext is refused' : 'offered; plaintext is answered too';
}
