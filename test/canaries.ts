/** Marked values for the lab's stores, and the search for them in everything that Nightlatch writes. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Drawn at each run, so that nothing that stands in the code can be mistaken for one that leaked. */
const mark = `canary${randomBytes(5).toString('hex')}`;

/** As keys of AWS are spelt. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** One of each kind of value, in the shapes that are classified: each holds the mark, or stands in `all`. */
export const canaries = {
  email: `${mark}@mail.example`,
  name: `Zyx${mark}`,
  /** In the shape of a key of a provider; made up here. */
  apiKey: `sk-proj-${mark}${randomBytes(20).toString('hex')}`,
  awsKey: `AKIA${[...randomBytes(16)].map((byte) => BASE32[byte % BASE32.length]).join('')}`,
  prompt: `Please draft a letter about ${mark} for my landlord`,
  password: `pw-${mark}`,
} as const;

const all: readonly string[] = [mark, ...Object.values(canaries)];

/** The canaries that stand in this text, in clear, percent-encoded, in base64 or in hex. */
export function canariesIn(text: string): string[] {
  return all.filter((each) => spellings(each).some((spelling) => text.includes(spelling)));
}

function spellings(value: string): string[] {
  const bytes = Buffer.from(value);
  // In base64 the value may begin at any of three places of a group; the middle of it does not change.
  const encoded = [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return shifted.slice(before === 0 ? 0 : 4, Math.floor(((before + bytes.length) * 8) / 6) - 1);
  });
  return [value, encodeURIComponent(value), bytes.toString('hex'), ...encoded];
}

/** The same for every file below a folder: `file: canary`. */
export async function canariesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        return canariesIn(await readFile(file, 'latin1')).map((canary) => `${file}: ${canary}`);
      }),
  );
  return found.flat();
}
