/** Streams as the monitoring port tells them. https://docs.nats.io/running-a-nats-service/nats_admin/monitoring */
import type { Listed } from '../../data/item.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, textsAt } from '../families/http-listed.ts';
import { textField } from '../families/http-talk.ts';
import { MOST_LISTED } from '../inventory.ts';

const JETSTREAM = { path: `/jsz?accounts=1&streams=1&config=1&limit=${MOST_LISTED}` };

function listed(account: unknown, stream: unknown): Listed {
  return {
    kind: 'stream',
    name: `${textField(account, 'name') ?? ''}.${textField(stream, 'name') ?? ''}`,
    fields: textsAt(stream, 'config', 'subjects').map((name) => ({ name, type: 'subject' })),
    rows: exactAt(stream, 'state', 'messages'),
    bytes: exactAt(stream, 'state', 'bytes'),
  };
}

export const natsInventory: HttpInventory = {
  asks: [JETSTREAM],
  async take(reader) {
    const accounts = entriesAt(await reader.list(JETSTREAM), 'account_details');
    const streams = accounts.flatMap((account) =>
      entriesAt(account, 'stream_detail').map((stream) => listed(account, stream)),
    );
    await listEach(reader, streams, (stream) => stream);
  },
};
