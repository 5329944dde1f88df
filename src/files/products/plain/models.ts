/** Models, notebooks and what is built around them. Each says where its setting stands in the vendor’s documentation. */
import { readFlat } from '../../text/flat.ts';
import type { Setting } from '../../text/settings.ts';
import { flag, isAtLeast, variable } from '../setup.ts';
import { is, type Known, type Plain, secretEither } from './form.ts';

export const models: readonly Plain[] = [
  // https://docs.ollama.com/faq
  {
    id: 'ollama',
    images: /(?:^|[/_-])ollama$/,
    programs: /^ollama$/,
    ports: [[11_434, 'http']],
    place: (known) => variable(known, 'OLLAMA_HOST'),
    usual: 'open',
    grants: 'admin',
    mend: { add: 'ports: ["127.0.0.1:11434:11434"]' },
  },
  // https://docs.vllm.ai/en/latest/serving/openai_compatible_server/
  {
    id: 'vllm',
    images: /(?:^|[/_-])vllm(?:-openai)?$/,
    programs: /^vllm$/,
    ports: [[8000, 'http']],
    shut: (known) => flag(known, '--api-key') ?? variable(known, 'VLLM_API_KEY'),
    usual: 'open',
    grants: 'read',
    mend: { add: 'VLLM_API_KEY: ${VLLM_API_KEY:?}' },
  },
  // https://docs.litellm.ai/docs/proxy/virtual_keys (without a master key it serves whoever calls)
  {
    id: 'litellm',
    images: /(?:^|[/_-])litellm(?:-database|-non_root)?$/,
    programs: /^litellm$/,
    ports: [[4000, 'http']],
    file: {
      owns: (source, name) =>
        /\.ya?ml$/.test(name) &&
        /^model_list:/m.test(source.text) &&
        /^\s+litellm_params:/m.test(source.text),
      paths: ['/app/config.yaml'],
      flags: ['--config', '-c'],
      read: readFlat,
    },
    shut: (known) => secretEither(known, 'LITELLM_MASTER_KEY', 'general_settings.master_key'),
    usual: 'open',
    grants: 'read-write',
    mend: { add: 'LITELLM_MASTER_KEY: ${LITELLM_MASTER_KEY:?}' },
  },
  // https://docs.openwebui.com/getting-started/env-configuration/#webui_auth
  {
    id: 'open-webui',
    images: /(?:^|[/_-])open-webui$/,
    ports: [[8080, 'http']],
    opened: (known) => is(known, 'WEBUI_AUTH', false),
    usual: 'unknown',
    because:
      'Whoever came first is its administrator; whether somebody has only shows where it runs.',
    grants: 'admin',
    mend: {},
  },
  // https://docs.langflow.org/api-keys-and-authentication (it logs everybody in as its administrator unless told not to)
  {
    id: 'langflow',
    images: /(?:^|[/_-])langflow$/,
    programs: /^langflow$/,
    ports: [[7860, 'http']],
    shut: (known) => is(known, 'LANGFLOW_AUTO_LOGIN', false),
    usual: 'open',
    grants: 'code-execution',
    mend: { add: 'LANGFLOW_AUTO_LOGIN: "False"' },
  },
  // https://docs.flowiseai.com/configuration/authorization (3 has accounts of its own; its first caller makes one)
  {
    id: 'flowise',
    images: /(?:^|[/_-])flowise$/,
    programs: /^flowise$/,
    ports: [[3000, 'http']],
    shut: (known) => variable(known, 'FLOWISE_USERNAME'),
    usual: (known) => (isAtLeast(known, 3) ? 'unknown' : 'open'),
    because: 'Neither a user nor a password is set.',
    grants: 'code-execution',
    mend: { add: 'FLOWISE_USERNAME: app\nFLOWISE_PASSWORD: ${FLOWISE_PASSWORD:?}' },
  },
  // https://docs.ray.io/en/latest/ray-security/index.html (its dashboard runs what it is handed)
  {
    id: 'ray',
    images: /^rayproject\/ray(?:-ml)?$/,
    programs: /^ray$/,
    ports: [[8265, 'http']],
    place: (known) => flag(known, '--dashboard-host'),
    alone: '127.0.0.1',
    usual: (known) => (flag(known, '--dashboard-host') ? 'open' : 'unknown'),
    because: 'Its dashboard asks nobody for credentials, and runs what it is handed.',
    grants: 'code-execution',
    mend: { add: '--dashboard-host=127.0.0.1' },
  },
  // https://docs.jupyter.org/en/latest/ and https://jupyter-server.readthedocs.io/en/latest/operators/security.html
  {
    id: 'jupyter',
    images:
      /(?:^|\/)(?:jupyter\/)?(?:base|minimal|scipy|datascience|tensorflow|pytorch|all-spark|pyspark|r|julia)-notebook$|jupyter(?:lab|hub)?$/,
    programs: /^(?:jupyter|jupyter-lab|jupyter-notebook|start-notebook\.(?:sh|py))$/,
    ports: [[8888, 'http']],
    opened: (known) =>
      emptyFlag(
        known,
        '--NotebookApp.token',
        '--ServerApp.token',
        '--IdentityProvider.token',
        '--NotebookApp.password',
      ),
    usual: 'protected',
    grants: 'code-execution',
    mend: {},
  },
  // https://mlflow.org/docs/latest/self-hosting/security/basic-http-auth/
  {
    id: 'mlflow',
    images: /(?:^|[/_-])mlflow$/,
    programs: /^mlflow$/,
    ports: [[5000, 'http']],
    shut: (known) => flag(known, '--app-name'),
    usual: 'open',
    grants: 'read-write',
    mend: { add: '--app-name basic-auth' },
  },
];

function emptyFlag(known: Known, ...names: readonly string[]): Setting | undefined {
  const found = flag(known, ...names);
  return found && /^(?:''|""|)$/.test(found.text) ? found : undefined;
}
