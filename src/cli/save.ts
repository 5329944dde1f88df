/** `--save DIR`: everything that `judge DIR` needs, in private files; their names are ours. */
import { join } from 'node:path';
import type { RunView } from '../model/run.ts';
import type { AuditOptions } from './audit-options.ts';
import { makePrivateFolder, openPrivateFile } from './private-file.ts';

export const SAVED = { run: 'run.json', observations: 'observations.jsonl' } as const;

export interface Save {
  write: (view: RunView, options: AuditOptions) => void;
}

export function openSave(folder: string): Save {
  makePrivateFolder(folder);
  return {
    write: ({ run, scope, coverage, observations }, options) => {
      const lines = openPrivateFile(join(folder, SAVED.observations));
      for (const observation of observations) lines.write(`${JSON.stringify(observation)}\n`);
      lines.finish();
      const about = openPrivateFile(join(folder, SAVED.run));
      const { policy } = options.config;
      const facts = {
        schema: 'nightlatch/saved/1',
        run,
        scope,
        coverage,
        policy,
        accounts: options.accounts,
        vantage: options.vantage ?? null,
      };
      about.write(`${JSON.stringify(facts, null, 2)}\n`);
      about.finish();
    },
  };
}
