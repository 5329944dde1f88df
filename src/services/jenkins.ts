/**
 * Jenkins. Its own headers stand on every page, the log-in included. What a stranger may read is a matter of its
 * authorization strategy; whoever reaches the script console runs what they like.
 * https://www.jenkins.io/doc/book/security/managing-security/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const CONSOLE = '/script';

export const jenkins = httpProduct({
  id: 'jenkins',
  title: 'Jenkins',
  verified: 'recorded answers; never seen for real',
  recognise: ({ root }) =>
    root.headers.has('x-jenkins') &&
    (root.headers.has('x-hudson') || root.headers.has('x-jenkins-session')),
  proofs: [
    {
      path: '/api/json?tree=mode,numExecutors',
      shows: ({ json }) =>
        hasFields(json, 'mode', 'numExecutors') &&
        textField(json, '_class') === 'hudson.model.Hudson'
          ? 'its mode and executors'
          : undefined,
    },
    {
      path: CONSOLE,
      // The example that stands on the page; nothing is run.
      shows: ({ text }) =>
        text.includes('Jenkins.instance.pluginManager.plugins') ? 'the script console' : undefined,
    },
  ],
  version: ({ root }) => untrustedVersion(root.headers.get('x-jenkins')),
  grants: (pages) => (pages.get(CONSOLE)?.status === 200 ? 'code-execution' : 'metadata'),
});
