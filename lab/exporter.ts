import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { type Launch, type Site, LAB_PASSWORD_HASH, LAB_USER } from './product.ts';

/**
 * Prometheus and its kin share a web server: `open` answers `page`, and every other state wants the lab's account for
 * it. Settings are passed as `--name=value`.
 */
export async function launchExporter(
  site: Site,
  program: string,
  flags: Readonly<Record<string, string>>,
  page: string,
): Promise<Launch> {
  const isOpen = site.state === 'open';
  const accounts = `basic_auth_users: {${LAB_USER}: '${LAB_PASSWORD_HASH}'}\n`;
  const web = isOpen ? {} : { '--web.config.file': await site.write('web.yml', accounts) };
  const address = { '--web.listen-address': `${site.address}:${site.port('http')}` };
  return {
    argv: [
      program,
      ...joinedFlags({ ...flags, ...web, ...address, ...prefixed('--', site.settings) }),
    ],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: page });
      return status === (isOpen ? 200 : 401);
    },
  };
}
