import { readFileSync } from 'node:fs';
import { untrusted } from '../model/untrusted.ts';
import { orNothing } from './socket-owners.ts';

/** User names by number from a passwd file; where it does not know a number, the number is the name. */
export function readUsers(passwd: string): (uid: number) => string {
  const names = new Map<number, string>();
  for (const line of orNothing(() => readFileSync(passwd, 'utf8'), '').split('\n')) {
    const [name = '', , uid = ''] = line.split(':');
    if (name !== '' && /^\d+$/.test(uid) && !names.has(Number(uid))) {
      names.set(Number(uid), untrusted(name, 64));
    }
  }
  return (uid) => names.get(uid) ?? String(uid);
}
