/** SMB: silent until it is asked for a dialect. The product's files judge. */
import { startsSmb } from '../../protocols/smb/answer.ts';
import { askSmb, lookAtSmb } from '../smb/look.ts';
import { smb as header } from '../smb/header.ts';
import type { Family } from '../service.ts';

export const smb: Family = {
  id: 'smb',
  sends: header.sends,
  opening: { name: 'smb', ask: (_dialogue, line) => askSmb(line) },
  recognises: (answer, question) => question === 'smb' && startsSmb(answer),
  look: lookAtSmb,
};
