import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD_HASH, LAB_USER } from './product.ts';

/** Nothing of it leaves the machine: no announcements, no relays, no reports, no port opened at a router. */
function options(): string {
  const off = [
    'globalAnnounceEnabled',
    'localAnnounceEnabled',
    'relaysEnabled',
    'natEnabled',
    'crashReportingEnabled',
    'startBrowser',
  ];
  const lines = off.map((name) => `<${name}>false</${name}>`).join('');
  return `<options>${lines}<urAccepted>-1</urAccepted><autoUpgradeIntervalH>0</autoUpgradeIntervalH><listenAddress>tcp://127.0.0.1:0</listenAddress></options>`;
}

function configuration(site: Site): string {
  const account =
    site.state === 'password'
      ? `<user>${LAB_USER}</user><password>${LAB_PASSWORD_HASH}</password>`
      : '';
  return `<configuration version="36"><gui enabled="true" tls="false"><address>${site.address}:${site.port('http')}</address>${account}<apikey>made-up-by-the-lab</apikey></gui>${options()}</configuration>\n`;
}

export const syncthing: Product = {
  id: 'syncthing',
  ports: { http: 8384 },
  states: ['open', 'password'],
  needs: ['syncthing'],
  async launch(site) {
    await site.write('config.xml', configuration(site));
    return {
      argv: [
        'syncthing',
        'serve',
        ...flags({ '--home': site.folder }),
        '--no-browser',
        '--no-restart',
        '--no-upgrade',
      ],
      env: { STNODEFAULTFOLDER: '1' },
      async ready() {
        const { status } = await askHttp(site.dial('http'));
        return status === (site.state === 'open' ? 200 : 401);
      },
    };
  },
};
