import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRESQL = '/usr/lib/postgresql';

/** Servers live where a user's PATH does not look. */
function folders(): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...path, '/usr/local/sbin', '/usr/sbin', '/sbin', ...postgresqlFolders()];
}

function postgresqlFolders(): string[] {
  try {
    const versions = readdirSync(POSTGRESQL).toSorted((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(POSTGRESQL, version, 'bin'));
  } catch {
    return [];
  }
}

export function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The full path of a program, or undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  return folders()
    .map((folder) => join(folder, name))
    .find(isRunnable);
}
