import { cached, missingFromCache } from './cache.ts';
import { askHttp, basicAuthorization } from './dial.ts';
import type { Product } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const BUILD = 'tomcat-11.0.24';
const ROLES = 'manager-gui,manager-script,manager-status';

/** With its welcome page and its manager, whose account is the one of countless guides. */
export const tomcat: Product = {
  id: 'tomcat',
  ports: { http: 8080 },
  states: ['weak'],
  needs: ['java'],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingFromCache(BUILD),
  async launch(site) {
    for (const name of ['conf', 'logs', 'temp', 'work']) await site.makeFolder(name);
    await site.run(['sh', '-c', `cp ${cached(BUILD, 'conf')}/* conf/`]);
    const place = `address="${site.address}" port="${site.port('http')}"`;
    const changes = [
      's#port="8005"#port="-1"#',
      `s#Connector port="8080"#Connector ${place}#`,
      `s#appBase="webapps"#appBase="${cached(BUILD, 'webapps')}"#`,
    ];
    await site.run(['sed', '-i', changes.join(';'), 'conf/server.xml']);
    await site.write(
      'conf/tomcat-users.xml',
      `<tomcat-users><user username="tomcat" password="tomcat" roles="${ROLES}"/></tomcat-users>\n`,
    );
    return {
      argv: [
        'java',
        ...JAVA_FLAGS,
        `-Dcatalina.home=${cached(BUILD)}`,
        `-Dcatalina.base=${site.folder}`,
        '-cp',
        `${cached(BUILD, 'bin')}/*`,
        'org.apache.catalina.startup.Bootstrap',
        'start',
      ],
      async ready() {
        const headers = basicAuthorization('tomcat', 'tomcat');
        const { status } = await askHttp(site.dial('http'), {
          path: '/manager/text/list',
          headers,
        });
        return status === 200;
      },
    };
  },
};
