import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import type { Product } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

/** Settings are passed as `--name=value`. */
export const streamlit: Product = {
  id: 'streamlit',
  ports: { http: 8501 },
  states: ['open'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  async launch(site) {
    const program = await site.write('app.py', "import streamlit\nstreamlit.write('lab')\n");
    return {
      argv: [
        python(AI_WHEELS),
        '-m',
        'streamlit',
        'run',
        program,
        ...joinedFlags({ '--server.address': site.address, '--server.port': site.port('http') }),
        ...joinedFlags({ '--server.headless': 'true', '--browser.gatherUsageStats': 'false' }),
        ...joinedFlags(prefixed('--', site.settings)),
      ],
      async ready() {
        const { body } = await askHttp(site.dial('http'), { path: '/_stcore/health' });
        return body === 'ok';
      },
    };
  },
};
