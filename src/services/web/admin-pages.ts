/** Programs that administer a database through a browser. Pure. */
import { field, textField, type HttpPage } from '../families/http-talk.ts';
import type { Found, Probe } from './probe.ts';

function isPhpMyAdmin({ status, text }: HttpPage): Found | undefined {
  if (status !== 200 || !/<title>[^<]{0,200}phpMyAdmin/i.test(text)) return undefined;
  if (/name="pma_username"/.test(text)) return { found: 'its log-in page', state: 'asks' };
  const isIn = /id="(?:pma_navigation|server-breadcrumb)"/.test(text);
  return isIn ? { found: 'its pages, without a log-in' } : undefined;
}

function isAdminer({ status, text }: HttpPage): Found | undefined {
  const isLogIn =
    status === 200 &&
    /<title>[^<]{0,80}Adminer<\/title>/.test(text) &&
    /name=["']auth\[/.test(text);
  return isLogIn ? { found: 'its log-in page', state: 'asks' } : undefined;
}

/** https://github.com/mongo-express/mongo-express: at the root unless a base path was set. */
function isMongoExpress({ status, text }: HttpPage): Found | undefined {
  const isOne =
    status === 200 &&
    /<title>[^<]{0,80}Mongo Express<\/title>/i.test(text) &&
    /Databases/.test(text);
  return isOne ? { found: 'a list of databases' } : undefined;
}

export const ADMIN_PAGES: readonly Probe[] = [
  {
    kind: 'phpmyadmin',
    paths: ['/phpmyadmin/'],
    docs: 'https://docs.phpmyadmin.net/en/latest/setup.html#securing-your-phpmyadmin-installation',
    read: isPhpMyAdmin,
  },
  {
    kind: 'adminer',
    paths: ['/adminer.php', '/adminer/'],
    docs: 'https://www.adminer.org/en/',
    read: isAdminer,
  },
  {
    kind: 'mongo-express',
    paths: ['/'],
    docs: 'https://github.com/mongo-express/mongo-express#usage-docker',
    read: isMongoExpress,
  },
];

/** Names of Firebase's Realtime Database; elsewhere it is not asked. https://firebase.google.com/docs/database/rest/retrieve-data */
export const FIREBASE_HOST = /\.(?:firebaseio\.com|firebasedatabase\.app)$/i;

export const FIREBASE: Probe = {
  kind: 'firebase',
  // Keys only, one level deep.
  paths: ['/.json?shallow=true'],
  docs: 'https://firebase.google.com/docs/database/security',
  read: ({ status, json, text }) => {
    if (status === 401 && textField(json, 'error') === 'Permission denied')
      return { found: 'its rules refuse a stranger', state: 'asks' };
    if (status !== 200) return undefined;
    if (text.trim() === 'null') return { found: 'an empty database, which a stranger may read' };
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    if (!isObject || field(json, 'error') !== undefined) return undefined;
    return { found: `${Object.keys(json).length} keys at its root` };
  },
};
