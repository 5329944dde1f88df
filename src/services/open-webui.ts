/**
 * Open WebUI. Its pages are one shell in every state; `/api/config` says whether it has authentication and whether
 * anybody is registered. Without authentication it hands out an administrator's session, which is not asked for: the
 * other pages refuse all the same. https://docs.openwebui.com/reference/env-configuration
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, titleOf } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const CONFIG = '/api/config';

export const openWebui = httpProduct({
  id: 'open-webui',
  title: 'Open WebUI',
  verified: 'Open WebUI 0.12.4, real server',
  recognise: ({ root, shared }) => {
    const config = shared.get(CONFIG);
    if (config) return isConfig(config);
    return /Open WebUI/.test(titleOf(root)) && 'maybe';
  },
  tells: { path: CONFIG },
  unclaimed: {
    path: CONFIG,
    is: (page) => isConfig(page) && field(page.json, 'onboarding') === true && !hasNoAccounts(page),
    answered: 'nobody is registered',
  },
  proofs: [
    {
      path: CONFIG,
      shows: (page) =>
        isConfig(page) && hasNoAccounts(page) ? 'authentication is off' : undefined,
      whole: true,
    },
    { path: '/api/models', shows: () => undefined },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(CONFIG)?.json, 'version')),
  grants: 'admin',
});

function isConfig({ json }: HttpPage): boolean {
  return hasFields(json, 'name', 'version', 'features');
}

function hasNoAccounts({ json }: HttpPage): boolean {
  return field(json, 'features', 'auth') === false;
}
