/** What is taken from a store, most volatile first, and what it costs the answer where it cannot be had. */
export const ORDER = [
  'clock',
  'sessions',
  'counters',
  'logs',
  'settings',
  'grants',
  'objects',
] as const;
export type Group = (typeof ORDER)[number];

export interface Take {
  readonly name: string;
  readonly group: Group;
  /** The question, a constant of ours that reads and changes nothing. */
  readonly ask: string;
  readonly cost: string;
}

export interface Evidence {
  readonly takes: readonly Take[];
  /** Further ones that the answer to a question names, as tables of logs that an upgrade renamed. */
  readonly more?: {
    readonly ask: string;
    readonly takes: (rows: readonly (readonly string[])[]) => Take[];
  };
}

const COSTS: Readonly<Record<Group, string>> = {
  clock: 'times of the store cannot be laid beside ours',
  sessions: 'who is connected at this moment stays unknown; a restart or a block ends it for good',
  counters: 'upper bounds of what was read since the start are lost with the next restart',
  logs: 'who came and what they read has to be told from other sources',
  settings: 'what the store would have recorded, and since when it was open, is less certain',
  grants: 'an account that an intruder left behind may be missed',
  objects: 'what was deleted, planted or renamed is harder to tell',
};

/** Questions of one group, by name. */
export function group(of: Group, asks: Readonly<Record<string, string>>): Take[] {
  return Object.entries(asks).map(([name, ask]) => ({ name, group: of, ask, cost: COSTS[of] }));
}

export function inOrder(takes: readonly Take[]): Take[] {
  return ORDER.flatMap((each) => takes.filter((take) => take.group === each));
}
