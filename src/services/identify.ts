/** Which family speaks here? Few connections, the likeliest question first; opening-order.ts is the table it follows. */
import { WireError, type Dialogue, type Line } from '../protocols/line.ts';
import { AFTER_CLIENT_HELLO, AFTER_SSL_REQUEST, INSIDE_TLS, WAIT } from './opening-order.ts';
import { Search, type Identified } from './search.ts';
import type { Family, FamilyId } from './service.ts';

export interface Suggestion {
  readonly family: FamilyId;
  readonly tls: boolean;
}

export async function identify(
  dialogue: Dialogue,
  families: readonly Family[],
  suggestions: readonly Suggestion[],
): Promise<Identified> {
  const search = new Search(dialogue, families);
  try {
    const found =
      (await fromPort(search, suggestions)) ?? (await fromOutcomes(search, suggestions));
    if (found) return found;
  } catch (error) {
    if (!(error instanceof WireError && endsSearch(search, error))) throw error;
  }
  return { known: false, seen: search };
}

/** A budget that ran out, or TLS that lets nobody further, is an outcome; everything else is the caller's. */
function endsSearch(search: Search, error: WireError): boolean {
  const endsInTls = error.fault === 'tls-failed' || error.fault === 'client-certificate';
  if (endsInTls) search.tlsFault = error;
  return endsInTls || error.fault === 'spent';
}

/** What the port's number suggests. Clear text first where a product offers both on it. */
async function fromPort(
  search: Search,
  suggestions: readonly Suggestion[],
): Promise<Identified | undefined> {
  const plain = [
    ...new Set(suggestions.filter(({ tls }) => !tls).map(({ family }) => family)),
  ].slice(0, 2);
  for (const [index, id] of plain.entries()) {
    const speaksFirst = search.families.find((family) => family.id === id)?.opening === undefined;
    const patience = index === 0 ? WAIT.expectedAnswer : WAIT.guess;
    const found = speaksFirst
      ? await search.wait(WAIT.expectedBanner)
      : await search.ask(id, patience);
    if (found) return found;
  }
  return undefined;
}

async function fromOutcomes(
  search: Search,
  suggestions: readonly Suggestion[],
): Promise<Identified | undefined> {
  const unasked = suggestions.length === 0 ? await search.wait(WAIT.banner) : undefined;
  if (unasked) return unasked;
  const line = await search.line();
  const answer = await line.encrypt('direct', WAIT.guess);
  if (answer.outcome === 'tls') return insideTls(search, line, suggestions);
  const found = search.recognise(line, 'tls', answer);
  if (found) return found;
  line.close();
  return (
    (await search.askEach(AFTER_CLIENT_HELLO[answer.outcome])) ??
    search.askEach(AFTER_SSL_REQUEST[search.outcomeOf('pgwire') ?? answer.outcome])
  );
}

async function insideTls(
  search: Search,
  line: Line,
  suggestions: readonly Suggestion[],
): Promise<Identified | undefined> {
  search.encrypted = true;
  search.keep(line);
  const suggested = suggestions.map(({ family }) => family);
  const unasked = await search.wait(WAIT.afterHandshake);
  return unasked ?? search.askEach([...suggested, ...INSIDE_TLS]);
}
