import { askHttp, basicAuthorization } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD } from './product.ts';
import { missingWheels, python } from './python.ts';

const BUILD = 'mlflow-3.17.2';
/** MLflow takes none shorter than twelve characters. */
const PASSWORD = `${LAB_PASSWORD}-of-the-lab`;
const EXPERIMENT = JSON.stringify({ name: 'churn' });

/** `guarded`: no password, and as by default no name of it is taken but those of this machine. */
export const mlflow: Product = {
  id: 'mlflow',
  ports: { http: 5000 },
  states: ['open', 'password', 'guarded'],
  needs: [],
  heavy: BUILD,
  patience: 180_000,
  missing: () => missingWheels(BUILD),
  async launch(site) {
    const asks = site.state === 'password';
    return {
      argv: [
        python(BUILD),
        '-m',
        'mlflow',
        'server',
        ...flags({ '--host': site.address, '--port': site.port('http'), '--workers': 1 }),
        ...flags({ '--backend-store-uri': `sqlite:///${site.folder}/mlflow.db` }),
        ...(asks ? flags({ '--app-name': 'basic-auth' }) : []),
        ...(site.state === 'guarded' ? [] : flags({ '--allowed-hosts': '*' })),
      ],
      env: {
        MLFLOW_FLASK_SERVER_SECRET_KEY: PASSWORD,
        MLFLOW_AUTH_ADMIN_PASSWORD: PASSWORD,
        MLFLOW_DISABLE_TELEMETRY: 'true',
      },
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/health' });
        return status === 200;
      },
      async seed() {
        await askHttp(site.dial('http'), {
          method: 'POST',
          path: '/api/2.0/mlflow/experiments/create',
          headers: {
            'Content-Type': 'application/json',
            ...(asks && basicAuthorization('admin', PASSWORD)),
          },
          body: EXPERIMENT,
        });
      },
    };
  },
};
