import type { ByRule } from './remedy.ts';

const JUPYTER = 'https://jupyter-server.readthedocs.io/en/latest/operators/security.html';
const AIRFLOW = 'https://airflow.apache.org/docs/apache-airflow/stable/security/';

/** A product without authentication of its own. */
function behindProxy(what: string, docs: string): ByRule {
  return {
    'anonymous-access': {
      text: `${what} has no authentication of its own: bind it to a private address, and put a proxy that asks for credentials before it.`,
      docs,
    },
  };
}

function open(text: string, docs: string): ByRule {
  return { 'anonymous-access': { text, docs } };
}

/** The first visitor becomes the administrator. */
function unclaimed(text: string, docs: string): ByRule {
  return { 'unclaimed-setup': { text, docs } };
}

/** Vector databases, model servers, notebooks and what stands around them; see remedies.ts. */
export const aiRemedies: Readonly<Record<string, ByRule>> = {
  chroma: behindProxy('Chroma since 1.0', 'https://cookbook.chromadb.dev/security/auth-1.0.x/'),
  qdrant: open(
    'Set service.api_key (QDRANT__SERVICE__API_KEY) together with TLS, and service.host to a private address.',
    'https://qdrant.tech/documentation/guides/security/',
  ),
  milvus: {
    'anonymous-access': {
      text: 'Set common.security.authorizationEnabled: true, change the password of root, and let nobody but operators reach port 9091, which asks nobody in old versions.',
      docs: 'https://milvus.io/docs/authenticate.md',
    },
    'default-password': {
      text: 'Change the password of root with update_password.',
      docs: 'https://milvus.io/docs/authenticate.md',
    },
    'management-port-exposed': {
      text: 'Keep port 9091 behind a firewall: it gives names of collections and users whatever authorization says, until common.security.adminAuthEnabled exists and is on.',
      docs: 'https://milvus.io/docs/authenticate.md',
    },
  },
  weaviate: open(
    'Set AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=false with AUTHENTICATION_APIKEY_ENABLED=true (or OIDC), and roles for each key.',
    'https://docs.weaviate.io/deploy/configuration/authentication',
  ),
  ollama: behindProxy('Ollama', 'https://docs.ollama.com/faq'),
  vllm: open(
    'Start it with --api-key, bind it to a private address, and let a proxy pass only /v1: the key guards nothing else.',
    'https://docs.vllm.ai/en/latest/usage/security.html',
  ),
  sglang: open(
    'Start it with --api-key and --host with a private address.',
    'https://docs.sglang.ai/advanced_features/server_arguments.html',
  ),
  'llama-cpp': open(
    'Start llama-server with --api-key (or --api-key-file) and --host with a private address.',
    'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  ),
  'lm-studio': open(
    'Switch “Serve on Local Network” off, or require a token for its server.',
    'https://lmstudio.ai/docs/developer/core/server',
  ),
  litellm: open(
    'Set LITELLM_MASTER_KEY (general_settings.master_key), and give each client a virtual key.',
    'https://docs.litellm.ai/docs/proxy/virtual_keys',
  ),
  'open-webui': {
    ...open(
      'Remove WEBUI_AUTH=False; with accounts already there, start again with a fresh data folder.',
      'https://docs.openwebui.com/reference/env-configuration',
    ),
    ...unclaimed(
      'Register the first account now: it becomes the administrator. Then set ENABLE_SIGNUP=False.',
      'https://docs.openwebui.com/reference/env-configuration',
    ),
  },
  langflow: open(
    'Set LANGFLOW_AUTO_LOGIN=false with LANGFLOW_SUPERUSER and LANGFLOW_SUPERUSER_PASSWORD.',
    'https://docs.langflow.org/api-keys-and-authentication',
  ),
  flowise: {
    ...open(
      'Update to 3.x, which has accounts, or set FLOWISE_USERNAME and FLOWISE_PASSWORD in 2.x.',
      'https://docs.flowiseai.com/configuration/authorization',
    ),
    ...unclaimed(
      'Set up the organization now: whoever does it first is its administrator.',
      'https://docs.flowiseai.com/configuration/authorization',
    ),
  },
  n8n: {
    ...open(
      'Update to a version with user management, and set its owner up.',
      'https://docs.n8n.io/hosting/configuration/user-management-self-hosted/',
    ),
    ...unclaimed(
      'Set the owner account up now: whoever does it first is the owner.',
      'https://docs.n8n.io/hosting/configuration/user-management-self-hosted/',
    ),
  },
  langgraph: open(
    'Add an `auth` handler to langgraph.json, and serve it on a private address.',
    'https://docs.langchain.com/langsmith/custom-auth',
  ),
  mlflow: {
    ...open(
      'Start it with --app-name basic-auth and an own administrator password, and --host with a private address.',
      'https://mlflow.org/docs/latest/ml/auth/',
    ),
    'segregation-gap': {
      text: 'Only its --allowed-hosts stands between this address and the server, and a caller may send any Host: bind it to a private address and add --app-name basic-auth.',
      docs: 'https://mlflow.org/docs/latest/self-hosting/security/network/',
    },
  },
  ray: open(
    'Set RAY_AUTH_MODE=token with RAY_AUTH_TOKEN (Ray 2.52 and newer), and --dashboard-host to a private address.',
    'https://docs.ray.io/en/latest/ray-security/token-auth.html',
  ),
  jupyter: open(
    'Remove the empty IdentityProvider.token (or NotebookApp.token), set a password, and ServerApp.ip to localhost.',
    JUPYTER,
  ),
  gradio: open(
    'Give launch() an `auth`, or bind server_name to a private address.',
    'https://www.gradio.app/guides/sharing-your-app#authentication',
  ),
  comfyui: behindProxy('ComfyUI', 'https://docs.comfy.org/development/comfyui-server/comms_routes'),
  tensorboard: behindProxy(
    'TensorBoard',
    'https://github.com/tensorflow/tensorboard/blob/master/README.md',
  ),
  airflow: open(
    'In Airflow 2 remove AUTH_ROLE_PUBLIC and the `default` API backend; in 3 set [core] simple_auth_manager_all_admins = False, or another authentication manager.',
    AIRFLOW,
  ),
  superset: open(
    'Remove AUTH_ROLE_PUBLIC (and PUBLIC_ROLE_LIKE), and take rights from the role Public.',
    'https://superset.apache.org/admin-docs/security/',
  ),
  metabase: unclaimed(
    'Finish the set-up now: whoever does it first is the administrator.',
    'https://www.metabase.com/docs/latest/configuring-metabase/setting-up-metabase',
  ),
  prefect: open(
    'Set PREFECT_SERVER_API_AUTH_STRING, or put a proxy that asks for credentials before it.',
    'https://docs.prefect.io/v3/advanced/security-settings',
  ),
  dagster: behindProxy('Dagster', 'https://docs.dagster.io/guides/operate/webserver'),
  phoenix: open(
    'Set PHOENIX_ENABLE_AUTH=true with a PHOENIX_SECRET, and change the password of admin@localhost.',
    'https://arize.com/docs/phoenix/self-hosting/features/authentication',
  ),
  'node-red': open(
    'Set adminAuth in settings.js, and uiHost to a private address.',
    'https://nodered.org/docs/user-guide/runtime/securing-node-red',
  ),
  'redis-commander': open(
    'Start it with --http-auth-username and --http-auth-password (or its hash), and --address with a private address.',
    'https://github.com/joeferner/redis-commander',
  ),
  marimo: open(
    'Remove --no-token, and set a password with --token-password.',
    'https://docs.marimo.io/guides/deploying/authentication/',
  ),
  supervisor: open(
    'Give [inet_http_server] a username and a password, or use [unix_http_server] alone.',
    'https://supervisord.org/configuration.html',
  ),
  glances: open(
    'Start it with --password, and -B with a private address.',
    'https://glances.readthedocs.io/en/latest/quickstart.html',
  ),
  dask: behindProxy(
    'The dashboard of Dask',
    'https://distributed.dask.org/en/stable/http_services.html',
  ),
  zenml: unclaimed(
    'Activate the server now: whoever does it first is its administrator.',
    'https://docs.zenml.io/getting-started/deploying-zenml',
  ),
  xinference: open(
    'Start it with an --auth-config, or leave its authentication on.',
    'https://inference.readthedocs.io/en/latest/user_guide/auth_system.html',
  ),
  dify: unclaimed(
    'Finish its set-up now: whoever does it first is the administrator (INIT_PASSWORD guards it before).',
    'https://docs.dify.ai/en/getting-started/install-self-hosted/docker-compose',
  ),
  syncthing: open(
    'Set a user and a password for the interface, and gui.address to 127.0.0.1:8384.',
    'https://docs.syncthing.net/users/config.html',
  ),
  flower: open(
    'Start it with --basic-auth or --auth, leave FLOWER_UNAUTHENTICATED_API unset, and keep /metrics behind a proxy.',
    'https://flower.readthedocs.io/en/latest/auth.html',
  ),
};
