import { answers, askHttp, basicAuthorization } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD, LabError } from './product.ts';
import { missingWheels, python } from './python.ts';

const BUILD = 'mlflow-3.17.2';
const OLD_BUILD = 'mlflow-2.22.2';

/** MLflow takes none shorter than twelve characters. */
const PASSWORD = `${LAB_PASSWORD}-of-the-lab`;
/** What 2.x gives to `admin` by itself. */
const DEFAULT_PASSWORD = 'password1234';

async function makeExperiment(site: Site, password: string | undefined): Promise<void> {
  const { status, body } = await askHttp(site.dial('http'), {
    method: 'POST',
    path: '/api/2.0/mlflow/experiments/create',
    headers: {
      'Content-Type': 'application/json',
      ...(password !== undefined && basicAuthorization('admin', password)),
    },
    body: '{"name":"churn"}',
    patience: 20_000,
  });
  if (status !== 200) throw new LabError(`seeding got HTTP ${status}: ${body}`);
}

interface Release {
  readonly id: string;
  readonly build: string;
  readonly states: readonly string[];
  readonly password: string;
  /** Since 3.5 it takes no name but those of this machine, unless told so. */
  readonly guards: boolean;
}

function mlflowOf({ id, build, states, password, guards }: Release): Product {
  return {
    id,
    ports: { http: 5000 },
    states,
    needs: [],
    heavy: build,
    patience: 180_000,
    missing: () => missingWheels(build),
    async launch(site) {
      const asks = site.state === 'password';
      const isAnyName = guards && site.state !== 'guarded';
      return {
        argv: [
          python(build),
          '-m',
          'mlflow',
          'server',
          ...flags({ '--host': site.address, '--port': site.port('http'), '--workers': 1 }),
          ...flags({ '--backend-store-uri': `sqlite:///${site.folder}/mlflow.db` }),
          ...(asks ? flags({ '--app-name': 'basic-auth' }) : []),
          ...(isAnyName ? flags({ '--allowed-hosts': '*' }) : []),
        ],
        env: {
          MLFLOW_FLASK_SERVER_SECRET_KEY: PASSWORD,
          ...(guards && { MLFLOW_AUTH_ADMIN_PASSWORD: password }),
          MLFLOW_DISABLE_TELEMETRY: 'true',
        },
        ready: () => answers(site.dial('http'), '/health'),
        seed: async () => makeExperiment(site, asks ? password : undefined),
      };
    },
  };
}

/** `guarded`: no password, and no other name than those of this machine, which is the default. */
export const mlflow = mlflowOf({
  id: 'mlflow',
  build: BUILD,
  states: ['open', 'password', 'guarded'],
  password: PASSWORD,
  guards: true,
});

/** With the password that everybody knows. */
export const mlflow2 = mlflowOf({
  id: 'mlflow-2',
  build: OLD_BUILD,
  states: ['open', 'password'],
  password: DEFAULT_PASSWORD,
  guards: false,
});
