import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { type Product, LAB_PASSWORD_HASH, LAB_USER } from './product.ts';

/** Settings are passed as `--name=value`. */
export const prometheus: Product = {
  id: 'prometheus',
  ports: { http: 9090 },
  states: ['open', 'password'],
  needs: ['prometheus'],
  async launch(site) {
    const isOpen = site.state === 'open';
    const configuration = await site.write('prometheus.yml', 'global: {}\n');
    const users = `basic_auth_users: {${LAB_USER}: '${LAB_PASSWORD_HASH}'}\n`;
    const web = isOpen ? {} : { '--web.config.file': await site.write('web.yml', users) };
    return {
      argv: [
        'prometheus',
        ...joinedFlags({ '--config.file': configuration, '--storage.tsdb.path': 'data', ...web }),
        ...joinedFlags({ '--web.listen-address': `${site.address}:${site.port('http')}` }),
        ...joinedFlags(prefixed('--', site.settings)),
      ],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/api/v1/status/buildinfo' });
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};
