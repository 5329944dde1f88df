import { askHttp } from './dial.ts';
import { type Product, LAB_PASSWORD_HASH, LAB_USER } from './product.ts';

export const dockerRegistry: Product = {
  id: 'docker-registry',
  ports: { http: 5000 },
  states: ['open', 'password'],
  needs: ['docker-registry'],
  async launch(site) {
    const isOpen = site.state === 'open';
    const account = `${LAB_USER}:${LAB_PASSWORD_HASH}\n`;
    const accounts = await site.write('accounts', account);
    const guard = isOpen ? '' : `auth: {htpasswd: {realm: lab, path: '${accounts}'}}\n`;
    const configuration = `version: 0.1
storage: {filesystem: {rootdirectory: '${site.folder}/data'}}
http: {addr: '${site.address}:${site.port('http')}'}
${guard}`;
    const path = await site.write('registry.yml', configuration);
    return {
      argv: ['docker-registry', 'serve', path],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/v2/' });
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};
