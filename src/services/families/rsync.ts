/** The rsync daemon's protocol: the server speaks first, so that there is no opening question. */
import { rsync as header } from '../rsync/header.ts';
import { lookAtRsync } from '../rsync/look.ts';
import type { Family } from '../service.ts';

export const rsync: Family = {
  id: 'rsync',
  sends: header.sends,
  // It greets unasked; a slow look-up of our name makes it late.
  recognises: (answer) => /^@RSYNCD: \d/.test(answer.toString('latin1', 0, 16)),
  look: lookAtRsync,
};
