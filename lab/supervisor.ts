import { askHttp } from './dial.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

export const supervisor: Product = {
  id: 'supervisor',
  ports: { http: 9001 },
  states: ['open', 'password'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  async launch(site) {
    const isOpen = site.state === 'open';
    const account = isOpen ? '' : `username=${LAB_USER}\npassword=${LAB_PASSWORD}\n`;
    const configuration = `[inet_http_server]
port=${site.address}:${site.port('http')}
${account}[supervisord]
nodaemon=true
pidfile=${site.folder}/pid
logfile=${site.folder}/log
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
`;
    const file = await site.write('supervisord.conf', configuration);
    return {
      argv: [python(AI_WHEELS), '-m', 'supervisor.supervisord', '-c', file],
      async ready() {
        const { status } = await askHttp(site.dial('http'));
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};
