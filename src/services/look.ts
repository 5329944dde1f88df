/** One endpoint, from the first question to the verdict. It never throws for what the other side does. */
import { WireError, type Dialogue } from '../protocols/line.ts';
import { families } from './families.ts';
import { identify, type Suggestion } from './identify.ts';
import type { Seen } from './search.ts';
import { look, type Family, type Look, type Wishes } from './service.ts';

export interface Looked {
  readonly look: Look;
  /** The family that conducted the look, for questions that come later. */
  readonly family: Family | undefined;
  /** The look ended on a fault that another try, with less in flight, may not meet. */
  readonly worthAnother: boolean;
}

export async function lookAt(
  dialogue: Dialogue,
  suggestions: readonly Suggestion[],
  wishes: Wishes = { closely: false },
): Promise<Looked> {
  const found = await identify(dialogue, families, suggestions);
  if (!found.known)
    return { look: unrecognised(found.seen), family: undefined, worthAnother: false };
  const { family, opening } = found;
  try {
    const seen = await family.look(dialogue.speaking(family), opening, wishes);
    return { look: seen, family, worthAnother: false };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const fault = afterRecognition(family, opening.line.encrypted, error);
    return {
      look: fault,
      family,
      worthAnother: error.fault === 'timed-out' || error.fault === 'reset',
    };
  } finally {
    opening.line.close();
  }
}

function afterRecognition(family: Family, encrypted: boolean, error: WireError): Look {
  const facts = {
    protocol: family.id === 'other' ? null : family.id,
    plaintext: encrypted ? null : true,
  } as const;
  if (error.fault === 'client-certificate') {
    return look({
      ...facts,
      access: 'tls-only',
      reason: 'TLS asks for a client certificate.',
      authMethods: ['client-certificate'],
    });
  }
  return look({
    ...facts,
    access: 'unknown',
    reason: `It speaks ${family.id}, and the conversation ended early: ${wordsFor(error)}.`,
  });
}

function unrecognised(seen: Seen): Look {
  if (seen.tlsFault || seen.encrypted) {
    const certificate = seen.tlsFault?.fault === 'client-certificate';
    return look({
      protocol: 'tls',
      plaintext: false,
      access: 'tls-only',
      reason: certificate
        ? 'TLS asks for a client certificate; what is behind it was not seen.'
        : 'It speaks TLS, and nothing more could be learnt inside it.',
      authMethods: certificate ? ['client-certificate'] : [],
    });
  }
  if (seen.spoke)
    return look({
      access: 'unknown',
      reason: 'It speaks, in no protocol that this version knows.',
    });
  if (seen.closedUnasked) {
    return look({
      access: 'unknown',
      reason: 'It closes the connection unasked; a refusal of our address looks like this too.',
    });
  }
  return look({
    access: 'unknown',
    reason: seen.hungUp
      ? 'It accepts connections and answers no question: it hangs up.'
      : 'It accepts connections and stays silent to every question.',
  });
}

/** A fault in plain words. */
export function wordsFor({ fault, message }: WireError): string {
  switch (fault) {
    case 'timed-out':
      return 'no answer in time';
    case 'closed':
      return 'the other side hung up';
    case 'reset':
      return 'the other side reset the connection';
    case 'too-long':
      return 'it sent more bytes than an answer may have';
    case 'not-this-protocol':
      return 'what it sent does not follow the protocol';
    case 'tls-failed':
      return 'the TLS handshake failed';
    case 'client-certificate':
      return 'it asks for a client certificate';
    case 'out-of-scope':
      return `not in scope: ${message}`;
    case 'spent':
      return message;
    case 'refused':
      return 'the next connection was refused';
    case 'unreachable':
      return 'there was no way to it any more';
    case 'exposed':
      return 'a credential leaves only inside TLS that verifies, or on loopback';
    case 'undeclared':
      return 'our own recorder stopped a request that no service declares';
    case 'cancelled':
      return 'the run was stopped';
  }
}
