import { answers } from './dial.ts';
import { cached } from './cache.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD } from './product.ts';
import { missingWheels } from './python.ts';

/** One model, whose answers are made up and for which nobody is asked. */
const CONFIG = `model_list:
  - model_name: lab-model
    litellm_params:
      model: openai/lab
      api_base: http://127.0.0.1:9/v1
      api_key: ${LAB_PASSWORD}
      mock_response: hello
`;

function litellmOf(id: string, build: string): Product {
  return {
    id,
    ports: { http: 4000 },
    states: ['open', 'key'],
    needs: [],
    heavy: build,
    patience: 180_000,
    missing: () => missingWheels(build),
    launch: async (site) => ({
      argv: [
        cached(build, 'bin', 'litellm'),
        ...flags({ '--config': await site.write('litellm.yaml', CONFIG) }),
        ...flags({ '--host': site.address, '--port': site.port('http') }),
      ],
      env: {
        // Else it fetches what models cost.
        LITELLM_LOCAL_MODEL_COST_MAP: 'True',
        ...(site.state === 'open'
          ? // New ones do not start without a key unless told so.
            { LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY: 'true' }
          : { LITELLM_MASTER_KEY: `sk-${LAB_PASSWORD}-of-the-lab` }),
      },
      // Its first answers take seconds.
      ready: () => answers(site.dial('http'), '/v1/models', site.state === 'open' ? 200 : 401),
    }),
  };
}

export const litellm = litellmOf('litellm', 'litellm-1.108.7');
export const litellm161 = litellmOf('litellm-1-61', 'litellm-1.61.20');
