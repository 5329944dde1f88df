/** `nightlatch case snapshot` and `case verify`. */
import { existsSync } from 'node:fs';
import { readCase } from '../../incident/case/case.ts';
import { sealFor, sealUnder, type Seal } from '../../incident/snapshot/seal.ts';
import { takeSnapshot } from '../../incident/snapshot/snapshot.ts';
import { verifyCase } from '../../incident/snapshot/verify.ts';
import { UsageError } from '../../model/errors.ts';
import { forTerminal } from '../../report/escape.ts';
import { isLoopback } from '../../wire/pace.ts';
import { EXIT } from '../exit.ts';
import { say } from '../terminal.ts';
import { VERSION } from '../version.ts';
import { accessTo, type AccessOptions } from './access.ts';
import { folderOf } from './folder.ts';

export interface SnapshotOptions extends AccessOptions {
  readonly file: string[];
  readonly host?: boolean;
  readonly encrypt?: boolean;
  readonly encryptFor?: string;
}

async function sealOf({ encrypt, encryptFor }: SnapshotOptions): Promise<Seal | undefined> {
  if (encryptFor !== undefined) return sealFor(encryptFor);
  if (encrypt !== true) return undefined;
  const { NIGHTLATCH_PASSPHRASE } = process.env;
  if (!NIGHTLATCH_PASSPHRASE)
    throw new UsageError('--encrypt takes its passphrase from NIGHTLATCH_PASSPHRASE');
  return await sealUnder(NIGHTLATCH_PASSPHRASE);
}

export async function caseSnapshot(word: string, options: SnapshotOptions): Promise<number> {
  const found = readCase(folderOf(word));
  const access = accessTo(found, options);
  const taken = await takeSnapshot(found, {
    access,
    version: VERSION,
    files: options.file,
    host: options.host ?? isLoopback(access.address),
    seal: await sealOf(options),
    now: () => new Date(),
  });
  process.stdout.write(
    `${taken.folder}: ${taken.artefacts} artefacts, manifest ${taken.manifest}\n`,
  );
  for (const { what, why, cost } of taken.missing)
    say(forTerminal(`Could not be had: ${what} (${why}). It costs: ${cost}.`));
  const plan = `nightlatch contain plan ${forTerminal(word)}`;
  if (taken.artefacts > 0)
    say(`Next: ${plan}, to shut the door; "nightlatch case" lists the rest.`);
  return taken.artefacts === 0 ? EXIT.couldNotLook : EXIT.clean;
}

export async function caseVerify(word: string): Promise<number> {
  const folder = folderOf(word);
  if (!existsSync(folder))
    throw new UsageError(
      `${folder} is no folder of a case: "nightlatch case list" names those there are`,
    );
  const { head, key, artefacts, faults } = await verifyCase(folder);
  for (const fault of faults) process.stdout.write(`${forTerminal(fault)}\n`);
  if (faults.length > 0) return EXIT.findings;
  process.stdout.write(
    `All is as it was written: ${artefacts} artefacts, journal ${head}, key …${key.slice(-16)}.\n`,
  );
  return EXIT.clean;
}
