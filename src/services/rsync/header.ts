import type { ServiceHeader } from '../service.ts';

export const rsync: ServiceHeader = {
  id: 'rsync',
  title: 'rsync daemon',
  family: 'rsync',
  sends: ['list', 'module {name}'],
  verdicts: ['open', 'protected', 'denied', 'identified', 'decoy', 'unknown'],
  verified: 'rsync 3.5.0, real server: open, password, refused address, several modules',
};
