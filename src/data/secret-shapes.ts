import { crc32 } from './checksums.ts';
import { linear } from './linear.ts';

/** One provider's key: it begins with one of the words, and the pattern fits from there. */
export interface SecretShape {
  readonly kind: string;
  /** Literal beginnings, by which the text is searched. */
  readonly begins: readonly string[];
  /** Sticky; group 1, where there is one, is the part that must be random. */
  readonly pattern: RegExp;
  readonly check?: (match: string) => boolean;
  /** A text that is no key by itself (a private key's armour) needs no randomness. */
  readonly plain?: boolean;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function base62(text: string): number {
  let value = 0;
  for (const sign of text) value = value * 62 + BASE62.indexOf(sign);
  return value;
}

/**
 * The last six signs are the CRC-32 of the rest after the prefix, in base 62.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
function endsInCrc32(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1, -6);
  return base62(token.slice(-6)) === crc32(body);
}

function shape(
  kind: string,
  begins: readonly string[],
  pattern: RegExp,
  rest: Partial<SecretShape> = {},
): SecretShape {
  return { kind, begins, pattern: linear(pattern), ...rest };
}

/** Key shapes as their providers document them; where a provider has a checksum it must hold. */
export const secretShapes: readonly SecretShape[] = [
  shape(
    'private-key',
    ['-----BEGIN '],
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y,
    {
      plain: true,
    },
  ),
  shape('putty-key', ['PuTTY-User-Key-File-'], /PuTTY-User-Key-File-[23]: /y, { plain: true }),
  shape('age-key', ['AGE-SECRET-KEY-1'], /AGE-SECRET-KEY-1([02-9AC-HJ-NP-Z]{58})(?!\w)/y),
  shape('jwt', ['eyJ'], /eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{16,1000}/y),

  shape('anthropic-key', ['sk-ant-'], /sk-ant-(?:[a-z]{2,8}\d\d-)?([\w-]{32,128})/y),
  shape('openrouter-key', ['sk-or-'], /sk-or-v1-([0-9a-f]{64})(?!\w)/y),
  shape('langfuse-key', ['sk-lf-'], /sk-lf-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?!\w)/y),
  shape(
    'openai-key',
    ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'],
    /sk-(?:proj|svcacct|admin|None)-([\w-]{32,220})/y,
  ),
  // Of before projects, and of the many services that took over the habit (DeepSeek, Moonshot, LiteLLM …).
  shape(
    'openai-key',
    ['sk-'],
    /sk-([A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{48})(?!\w)/y,
  ),
  shape('llm-key', ['sk-'], /sk-([A-Za-z0-9]{20,64})(?![\w-])/y),
  shape('huggingface-token', ['hf_', 'api_org_'], /(?:hf_|api_org_)([A-Za-z0-9]{34,40})(?!\w)/y),
  shape('replicate-token', ['r8_'], /r8_([A-Za-z0-9]{37})(?!\w)/y),
  shape('groq-key', ['gsk_'], /gsk_([A-Za-z0-9]{40,64})(?!\w)/y),
  shape('perplexity-key', ['pplx-'], /pplx-([A-Za-z0-9]{40,64})(?!\w)/y),
  shape('xai-key', ['xai-'], /xai-([A-Za-z0-9]{60,100})(?!\w)/y),
  shape('fireworks-key', ['fw_'], /fw_([A-Za-z0-9]{24})(?!\w)/y),
  shape('resend-key', ['re_'], /re_([A-Za-z0-9]{8}_[A-Za-z0-9]{24})(?!\w)/y),
  shape('elevenlabs-key', ['sk_'], /sk_([0-9a-f]{48})(?!\w)/y),
  shape('fly-token', ['fm1r_', 'fm1a_', 'fm2_', 'fo1_'], /f(?:m1[ra]|m2|o1)_([\w+/=-]{40,1000})/y),
  shape('pulumi-token', ['pul-'], /pul-([0-9a-f]{40})(?!\w)/y),
  shape('doppler-token', ['dp.'], /dp\.(?:pt|st|ct|sa|scim|audit)\.([\w.-]{40,80})/y),
  shape('airtable-token', ['pat'], /pat([A-Za-z0-9]{14}\.[0-9a-f]{64})(?!\w)/y),
  shape('dynatrace-token', ['dt0'], /dt0[a-z]\d\d\.([A-Z2-7]{24}\.[A-Z2-7]{64})(?!\w)/y),
  shape('nvidia-key', ['nvapi-'], /nvapi-([\w-]{60,80})(?![\w-])/y),
  shape('pinecone-key', ['pcsk_'], /pcsk_([A-Za-z0-9]{4,8}_[A-Za-z0-9]{48,72})(?!\w)/y),
  shape('tavily-key', ['tvly-'], /tvly-((?:dev-)?[A-Za-z0-9]{24,40})(?!\w)/y),
  shape('mapbox-token', ['sk.eyJ'], /sk\.eyJ([\w-]{20,400}\.[\w-]{20,60})/y),
  shape('langsmith-key', ['lsv2_'], /lsv2_(?:pt|sk)_([0-9a-f]{32}_[0-9a-f]{10})(?!\w)/y),

  shape('aws-key', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], /A(?:KI|SI|BI|CC)A([A-Z2-7]{16})(?!\w)/y),
  shape('google-key', ['AIza'], /AIza([\w-]{35})(?![\w-])/y),
  shape('google-oauth', ['ya29.', 'GOCSPX-'], /(?:ya29\.|GOCSPX-)([\w-]{24,400})/y),
  shape('azure-storage-key', ['AccountKey='], /AccountKey=([A-Za-z0-9+/]{86}==)/y),
  shape(
    'digitalocean-token',
    ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    /do[opr]_v1_([0-9a-f]{64})(?!\w)/y,
  ),
  shape('alibaba-key', ['LTAI'], /LTAI([A-Za-z0-9]{17,21})(?!\w)/y),

  shape(
    'github-token',
    ['ghp_', 'gho_', 'ghu_', 'ghr_', 'ghs_'],
    /gh[pousr]_([A-Za-z0-9]{36})(?!\w)/y,
    {
      check: endsInCrc32,
    },
  ),
  shape('github-token', ['github_pat_'], /github_pat_([A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?!\w)/y),
  shape(
    'gitlab-token',
    ['glpat-', 'gldt-', 'glrt-'],
    /gl(?:pat|dt|rt)-([\w-]{20,64}(?:\.\w{2}\.\w{9})?)/y,
  ),
  shape('npm-token', ['npm_'], /npm_([A-Za-z0-9]{36})(?!\w)/y, { check: endsInCrc32 }),
  shape('pypi-token', ['pypi-'], /pypi-(AgE[\w-]{60,400})/y),
  shape('rubygems-key', ['rubygems_'], /rubygems_([0-9a-f]{48})(?!\w)/y),
  shape('docker-token', ['dckr_pat_', 'dckr_oat_'], /dckr_[po]at_([\w-]{27,40})/y),

  shape(
    'slack-token',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxe-', 'xoxs-', 'xoxr-', 'xapp-'],
    /x(?:ox[bpaesr]|app)-([\w-]{24,250})/y,
  ),
  shape(
    'slack-webhook',
    ['hooks.slack.com/'],
    /hooks\.slack\.com\/(?:services|workflows)\/([\w/+-]{40,120})/y,
  ),
  shape('discord-webhook', ['/api/webhooks/'], /\/api\/webhooks\/\d{17,20}\/([\w-]{60,80})/y),
  shape(
    'stripe-key',
    ['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_'],
    /[sr]k_(?:live|test)_([A-Za-z0-9]{16,120})(?!\w)/y,
  ),
  shape('stripe-webhook-secret', ['whsec_'], /whsec_([A-Za-z0-9+/]{32,64})/y),
  shape('twilio-key', ['SK'], /SK([0-9a-f]{32})(?!\w)/y),
  shape('sendgrid-key', ['SG.'], /SG\.([\w-]{22}\.[\w-]{43})(?!\w)/y),
  shape('mailgun-key', ['key-'], /key-([0-9a-f]{32})(?!\w)/y),
  shape(
    'shopify-token',
    ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    /shp(?:at|ca|pa|ss)_([0-9a-f]{32})(?!\w)/y,
  ),
  shape('square-token', ['sq0atp-', 'sq0csp-'], /sq0[ac][ts]p-([\w-]{22,43})/y),
  shape('databricks-token', ['dapi'], /dapi([0-9a-f]{32})(?!\w)/y),
  shape('grafana-token', ['glsa_', 'glc_'], /gl(?:sa|c)_([\w+/=]{32,400})/y),
  shape('newrelic-key', ['NRAK-'], /NRAK-([A-Z0-9]{27})(?!\w)/y),
  shape('notion-token', ['ntn_', 'secret_'], /(?:ntn_|secret_)([A-Za-z0-9]{43,50})(?!\w)/y),
  shape('atlassian-token', ['ATATT3', 'ATCTT3'], /AT[AC]TT3([\w=-]{150,240})/y),
  shape('tailscale-key', ['tskey-'], /tskey-[a-z]{3,8}-(\w{8,24}-[A-Za-z0-9]{20,48})(?!\w)/y),
  shape('linear-key', ['lin_api_'], /lin_api_([A-Za-z0-9]{40})(?!\w)/y),
  shape('planetscale-token', ['pscale_'], /pscale_(?:tkn|pw|oauth)_([\w=.-]{32,64})/y),
  shape('postman-key', ['PMAK-'], /PMAK-([0-9a-f]{24}-[0-9a-f]{34})(?!\w)/y),
  shape('sentry-token', ['sntrys_', 'sntryu_'], /sntry[su]_([\w+/=]{40,400})/y),
  shape('supabase-token', ['sbp_', 'sb_secret_'], /(?:sbp_|sb_secret_)([\w-]{30,60})/y),
  shape('vault-token', ['hvs.', 'hvb.'], /hv[sb]\.([\w-]{24,200})/y),
  shape('terraform-token', ['.atlasv1.'], /\.atlasv1\.([\w=-]{60,70})/y),
  shape('figma-token', ['figd_'], /figd_([\w-]{40,60})/y),
  shape('telegram-token', [':AA'], /:AA([\w-]{33})(?![\w-])/y),
  shape('dropbox-token', ['sl.'], /sl\.([\w-]{130,1300})/y),
];
