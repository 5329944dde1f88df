import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LabError } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const BUILD_9 = 'solr-9.8.1';
const BUILD_4 = 'solr-4.10.4';
const CORE = 'talks';

const CONFIG = `<config>
  <luceneMatchVersion>9.11.0</luceneMatchVersion>
  <requestHandler name="/select" class="solr.SearchHandler"/>
</config>
`;

const SCHEMA = `<schema name="lab" version="1.6">
  <fieldType name="string" class="solr.StrField"/>
  <field name="id" type="string" required="true"/>
  <field name="email" type="string"/>
  <uniqueKey>id</uniqueKey>
</schema>
`;

const DOCUMENTS = [{ id: '1', email: 'customer1@mail.example' }];

/** `SolrRocks` as the vendor's guide writes it, salted and hashed. */
const CREDENTIALS =
  'IV0EHq1OnNrj6gvRCwvFwTrZ1+z1oBbnQdiVC3otuq0= Ndd7LKvVBAaZIF0QAVi1ekCfAJXr1GGfLtRUXhgrF8c=';

function security(blockUnknown: boolean): string {
  return JSON.stringify({
    authentication: {
      class: 'solr.BasicAuthPlugin',
      blockUnknown,
      credentials: { solr: CREDENTIALS },
    },
    authorization: {
      class: 'solr.RuleBasedAuthorizationPlugin',
      'user-role': { solr: 'admin' },
      permissions: ['update', 'core-admin-edit', 'security-edit', 'config-edit'].map((name) => ({
        name,
        role: 'admin',
      })),
    },
  });
}

async function writeCore(site: Site): Promise<void> {
  const folder = `home/${CORE}`;
  await site.makeFolder(folder);
  await site.makeFolder(`${folder}/conf`);
  await site.write(`${folder}/core.properties`, `name=${CORE}\n`);
  await site.write(`${folder}/conf/solrconfig.xml`, CONFIG);
  await site.write(`${folder}/conf/managed-schema.xml`, SCHEMA);
}

async function fill(site: Site): Promise<void> {
  const { status, body } = await askHttp(site.dial('http'), {
    method: 'POST',
    path: `/solr/${CORE}/update?commit=true`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(DOCUMENTS),
  });
  if (status !== 200) throw new LabError(`seeding got ${body}`);
}

const shared = {
  ports: { http: 8983 },
  needs: ['java'],
  patience: 120_000,
} as const;

const SYSTEM = '/solr/admin/info/system?wt=json';
/** A core is loaded later than its server answers. */
const SELECT = `/solr/${CORE}/select?q=*:*`;

async function answers(site: Site, path: string): Promise<boolean> {
  const { status } = await askHttp(site.dial('http'), { path });
  return status === (site.state === 'password' ? 401 : 200);
}

/** `read`: there are accounts, and what changes nothing is for everybody. */
export const solr: Product = {
  ...shared,
  id: 'solr',
  states: ['open', 'password', 'read'],
  heavy: BUILD_9,
  missing: () => missingFromCache(BUILD_9),
  async launch(site) {
    const home = await site.makeFolder('home');
    await site.write('home/solr.xml', '<solr></solr>\n');
    if (site.state === 'open') await writeCore(site);
    else await site.write('home/security.json', security(site.state === 'password'));
    const classPath = `${cached(BUILD_9, 'classes')}:${cached(BUILD_9, 'lib')}/*`;
    const place = [site.address, String(site.port('http'))];
    return {
      argv: ['java', ...JAVA_FLAGS, '-cp', classPath, 'LabSolr', home, ...place],
      ready: async () => await answers(site, site.state === 'open' ? SELECT : SYSTEM),
      async seed() {
        if (site.state === 'open') await fill(site);
      },
    };
  },
};

/** What the vendor published last as a web application, in another's server. It has no accounts of its own. */
export const solr4: Product = {
  ...shared,
  id: 'solr-4',
  states: ['open'],
  heavy: BUILD_4,
  missing: () => missingFromCache(BUILD_4),
  async launch(site) {
    const home = await site.makeFolder('home');
    await site.write('home/solr.xml', '<solr></solr>\n');
    return {
      argv: [
        'java',
        ...JAVA_FLAGS,
        `-Djava.io.tmpdir=${site.folder}`,
        `-Dsolr.solr.home=${home}`,
        '-cp',
        `${cached(BUILD_4)}/*`,
        'org.eclipse.jetty.runner.Runner',
        ...flags({ '--host': site.address, '--port': site.port('http'), '--path': '/solr' }),
        cached(BUILD_4, 'solr.war'),
      ],
      ready: async () => await answers(site, SYSTEM),
    };
  },
};
