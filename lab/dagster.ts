import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import type { Product } from './product.ts';
import { missingWheels, python } from './python.ts';

const BUILD = 'dagster-1.13.27';

const ASSETS = `from dagster import Definitions, asset

@asset
def customers():
    return 1

defs = Definitions(assets=[customers])
`;

/** It has no accounts; `read-only` lets nobody launch anything. */
export const dagster: Product = {
  id: 'dagster',
  ports: { http: 3000 },
  states: ['open', 'read-only'],
  needs: [],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingWheels(BUILD),
  async launch(site) {
    const file = await site.write('lab_assets.py', ASSETS);
    return {
      argv: [
        python(BUILD),
        '-m',
        'dagster_webserver',
        ...flags({ '-h': site.address, '-p': site.port('http'), '-f': file }),
        ...(site.state === 'read-only' ? ['--read-only'] : []),
      ],
      env: { DAGSTER_HOME: site.folder, DAGSTER_DISABLE_TELEMETRY: '1' },
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/server_info' });
        return status === 200;
      },
    };
  },
};
