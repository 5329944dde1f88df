import { type HttpAnswer, askHttp } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

async function tell(site: Site, statement: string): Promise<HttpAnswer> {
  return await askHttp(site.dial('http'), {
    method: 'POST',
    path: `/query?q=${encodeURIComponent(statement)}`,
  });
}

const CREATE_ADMIN = `CREATE USER ${LAB_USER} WITH PASSWORD '${LAB_PASSWORD}' WITH ALL PRIVILEGES`;

/** In `unclaimed` passwords are asked for, but the first comer may still make the administrator. */
export const influxdb: Product = {
  id: 'influxdb',
  ports: { http: 8086, rpc: 8088 },
  states: ['open', 'password', 'unclaimed'],
  needs: ['influxd'],
  async launch(site) {
    const { folder, address } = site;
    const isOpen = site.state === 'open';
    const configuration = `reporting-disabled = true
bind-address = "${address}:${site.port('rpc')}"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
[http]
bind-address = "${address}:${site.port('http')}"
auth-enabled = ${!isOpen}
`;
    const path = await site.write('influxdb.toml', configuration);
    return {
      argv: ['influxd', 'run', '-config', path],
      async ready() {
        const { status } = await tell(site, 'SHOW DATABASES');
        return status === (isOpen ? 200 : 403);
      },
      async seed() {
        if (site.state === 'unclaimed') return;
        const { status, body } = await tell(site, isOpen ? 'CREATE DATABASE lab' : CREATE_ADMIN);
        if (status !== 200) throw new LabError(`seeding got ${body}`);
      },
    };
  },
};
