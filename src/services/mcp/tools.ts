/** What could be done with tools, told by their names and by the names of their arguments. None is called. */
import type { Control } from '../../model/access.ts';
import { field } from '../families/http-talk.ts';

/** The strongest first. */
const KINDS = [
  [
    'shell',
    /shell|bash|exec|command|terminal|process|script|eval|run_?code|python|browser_|kubectl|docker|ssh/i,
  ],
  ['sql', /sql|query|database|\bdb\b|table|schema|mongo|redis|postgres/i],
  ['file', /file|director|folder|path|write|edit|disk|upload|document/i],
  ['secret', /secret|token|password|credential|vault|\benv|key/i],
  ['http', /http|fetch|url|request|web|crawl|download|email|mail|message|slack/i],
] as const;
type Kind = (typeof KINDS)[number][0] | 'other';

/** More are not looked through. */
const MOST = 500;

export interface Tools {
  readonly count: number;
  /** `12 tools: 2 shell, 3 file, 7 other`. */
  readonly words: string;
  readonly grants: Control;
}

export function toolsIn(list: readonly unknown[]): Tools {
  const counts = new Map<Kind, number>();
  for (const tool of list.slice(0, MOST)) {
    const kind = kindOf(tool);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const order: readonly Kind[] = [...KINDS.map(([kind]) => kind), 'other'];
  const parts = order.flatMap((kind) => (counts.has(kind) ? [`${counts.get(kind)} ${kind}`] : []));
  const many = `${list.length} ${list.length === 1 ? 'tool' : 'tools'}`;
  return {
    count: list.length,
    words: parts.length === 0 ? many : `${many}: ${parts.join(', ')}`,
    grants: counts.has('shell') ? 'code-execution' : 'read-write',
  };
}

function kindOf(tool: unknown): Kind {
  const name = field(tool, 'name');
  const properties = field(tool, 'inputSchema', 'properties');
  const fields =
    typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const words = [name, ...fields.slice(0, 32)]
    .filter((word) => typeof word === 'string')
    .map((word) => word.slice(0, 80))
    .join(' ');
  return KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}
