import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

interface Package {
  readonly name?: string;
  readonly version?: string;
}

/** From package.json, which stands above both `src/` and `dist/src/`. */
function readVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 5; up += 1) {
    folder = dirname(folder);
    try {
      const found: Package = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (found.name === 'nightlatch' && found.version) return found.version;
    } catch {
      // Not this folder.
    }
  }
  return '0.0.0';
}

export const VERSION = readVersion();
