/** What is told by its greeting, or by its answer to somebody else's question. Nothing is sent, so nothing is let in. */
import { untrusted } from '../../model/untrusted.ts';
import { otherProtocols, type OtherProtocol } from '../other-protocols.ts';
import { look, type Family, type Look, type Opening } from '../service.ts';

export const other: Family = {
  id: 'other',
  sends: [],
  recognises: (answer, question) => find(answer, question) !== undefined,
  look: lookAtOther,
};

function find(
  answer: Buffer,
  question: string,
): { protocol: OtherProtocol; match: RegExpExecArray } | undefined {
  // One character a byte, so that binary greetings can be matched as well.
  const said = answer.toString('latin1', 0, 1024);
  for (const protocol of otherProtocols) {
    if (protocol.greetingOnly && question !== 'wait' && question !== 'tls') continue;
    const match = protocol.says.exec(said);
    if (match) return { protocol, match };
  }
  return undefined;
}

async function lookAtOther(dialogue: { readonly port: number }, opening: Opening): Promise<Look> {
  const found = find(opening.answer.bytes, opening.question);
  if (!found) throw new Error('it was recognised before');
  const { protocol, match } = found;
  const plaintext = opening.line.encrypted ? null : true;
  const { ports } = protocol;
  const id = ports && !ports.includes(dialogue.port) ? null : protocol.id;
  return look({
    product: id === null ? null : (protocol.product ?? null),
    protocol: id,
    plaintext,
    access: protocol.busy?.test(match.input) ? 'unknown' : 'identified',
    reason: reasonFor(id, protocol, match),
    ...(protocol.hasText && { says: { greeting: untrusted(firstLine(match.input)) } }),
  });
}

function reasonFor(id: string | null, protocol: OtherProtocol, match: RegExpExecArray): string {
  if (protocol.busy?.test(match.input))
    return `It speaks ${protocol.name}, and serves nobody at present.`;
  return id === null
    ? `It greets as ${protocol.name} do.`
    : `It speaks ${protocol.name}; this version does not ask whether it lets strangers in.`;
}

function firstLine(said: string): string {
  return Buffer.from(/^[^\r\n]*/.exec(said)?.[0] ?? '', 'latin1').toString('utf8');
}
