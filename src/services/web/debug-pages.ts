/** Pages for developers and operators, told by marks of their own. Pure. */
import { field, textField, type HttpPage } from '../families/http-talk.ts';
import { headerSays, marked, type Found, type Probe } from './probe.ts';

/** Endpoints of the actuator that give more than health; never asked are heapdump and what acts. */
const TELLING =
  /^(?:env|configprops|heapdump|threaddump|mappings|beans|loggers|logfile|httpexchanges|httptrace|jolokia|gateway|shutdown|sessions|scheduledtasks|flyway|liquibase|caches|auditevents)(?:-|$)/;

/** https://docs.spring.io/spring-boot/reference/actuator/endpoints.html: the index of what is exposed. */
function isActuator({ status, json }: HttpPage): Found | undefined {
  const links = field(json, '_links');
  if (status !== 200 || typeof links !== 'object' || links === null) return undefined;
  if (textField(links, 'self', 'href') === undefined) return undefined;
  const names = Object.keys(links).filter((name) => TELLING.test(name));
  // An index of health and info alone is what everyone may know.
  if (names.length === 0) return undefined;
  return { found: `an index with ${names.length} endpoints beyond health and info` };
}

/** https://jolokia.org/reference/html/manual/jolokia_protocol.html */
function isJolokia({ status, json }: HttpPage): Found | undefined {
  const isOne =
    status === 200 &&
    textField(json, 'request', 'type') === 'version' &&
    textField(json, 'value', 'agent') !== undefined;
  return isOne
    ? { found: 'the version of its agent, which asks nobody for a password' }
    : undefined;
}

/** https://werkzeug.palletsprojects.com/en/stable/debug/: the page says whether it wants its PIN. */
function isConsole({ status, text }: HttpPage): Found | undefined {
  if (status !== 200 || !/EVALEX\s*=\s*true/.test(text) || !/Interactive Console/.test(text))
    return undefined;
  const isTrusted = /EVALEX_TRUSTED\s*=\s*true/.test(text);
  return isTrusted
    ? { found: 'an interactive console without a PIN' }
    : { found: 'an interactive console that asks for its PIN', state: 'asks' };
}

function isIgnition({ status, json }: HttpPage): Found | undefined {
  const can = field(json, 'can_execute_commands');
  if (status !== 200 || typeof can !== 'boolean') return undefined;
  return { found: can ? 'it may run solutions' : 'it may not run solutions' };
}

/** https://pkg.go.dev/expvar: the command line and the statistics of memory. */
function isExpvar({ status, json }: HttpPage): Found | undefined {
  const isOne = Array.isArray(field(json, 'cmdline')) && field(json, 'memstats') !== undefined;
  return status === 200 && isOne ? { found: 'the command line and statistics' } : undefined;
}

export const DEBUG_PAGES: readonly Probe[] = [
  {
    kind: 'phpinfo',
    paths: ['/phpinfo.php', '/info.php'],
    hint: headerSays('x-powered-by', /PHP/),
    docs: 'https://www.php.net/manual/en/function.phpinfo.php',
    read: marked(
      'settings and environment of PHP',
      /<title>(?:PHP [\d.]{1,20}\S{0,40} - )?phpinfo\(\)<\/title>/,
      /PHP Version/,
    ),
  },
  {
    kind: 'server-status',
    paths: ['/server-status'],
    hint: headerSays('server', /^Apache/),
    docs: 'https://httpd.apache.org/docs/2.4/mod/mod_status.html',
    read: marked('requests under way', /<h1>Apache Server Status for /, /Server Version:/),
  },
  {
    kind: 'actuator',
    paths: ['/actuator'],
    hint: ({ text }) => text.includes('Whitelabel Error Page'),
    docs: 'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html',
    read: isActuator,
  },
  {
    kind: 'jolokia',
    paths: ['/jolokia/version', '/actuator/jolokia/version'],
    docs: 'https://jolokia.org/reference/html/manual/security.html',
    read: isJolokia,
  },
  {
    kind: 'werkzeug-console',
    paths: ['/console'],
    docs: 'https://werkzeug.palletsprojects.com/en/stable/debug/',
    hint: headerSays('server', /Werkzeug/),
    read: isConsole,
  },
  {
    kind: 'laravel-ignition',
    paths: ['/_ignition/health-check'],
    docs: 'https://github.com/facade/ignition',
    read: isIgnition,
  },
  {
    kind: 'laravel-telescope',
    paths: ['/telescope'],
    docs: 'https://laravel.com/docs/telescope#dashboard-authorization',
    read: marked(
      'a record of requests',
      /<title>[^<]{0,80}Telescope[^<]{0,80}<\/title>/,
      /window\.Telescope\s*=/,
    ),
  },
  {
    kind: 'symfony-profiler',
    paths: ['/_profiler/', '/app_dev.php/_profiler/'],
    docs: 'https://symfony.com/doc/current/profiler.html',
    read: marked(
      'a record of requests',
      /<title>[^<]{0,80}(?:Symfony )?Profiler<\/title>/,
      /sf-toolbar|sf-profiler|symfony/i,
    ),
  },
  {
    kind: 'go-pprof',
    paths: ['/debug/pprof/'],
    docs: 'https://pkg.go.dev/net/http/pprof',
    read: marked('profiles of a Go program', /<title>\/debug\/pprof\/<\/title>/, /goroutine/),
  },
  {
    kind: 'go-expvar',
    paths: ['/debug/vars'],
    docs: 'https://pkg.go.dev/expvar',
    read: isExpvar,
  },
  {
    kind: 'rails-info',
    paths: ['/rails/info/properties'],
    docs: 'https://guides.rubyonrails.org/debugging_rails_applications.html',
    read: marked('versions and paths of Rails', /Rails version/, /Ruby version|RubyGems version/),
  },
  {
    kind: 'asp-net-trace',
    paths: ['/trace.axd'],
    hint: headerSays('x-powered-by', /ASP\.NET/),
    docs: 'https://learn.microsoft.com/en-us/previous-versions/aspnet/bb386420(v=vs.100)',
    read: marked('a record of requests', /Application Trace/, /Requests to this Application/),
  },
  {
    kind: 'elmah',
    paths: ['/elmah.axd'],
    docs: 'https://elmah.github.io/',
    read: marked('a record of errors', /Error [Ll]og for/, /ELMAH/),
  },
];

/** Any path that does not exist shows it. https://docs.djangoproject.com/en/stable/ref/settings/#debug */
export const DJANGO: Probe = {
  kind: 'django-debug',
  paths: [],
  docs: 'https://docs.djangoproject.com/en/stable/ref/settings/#debug',
  read: ({ status, text }) => {
    const isOne =
      status === 404 &&
      text.includes('DEBUG = True') &&
      text.includes('Using the URLconf defined in');
    return isOne ? { found: 'the routes of the application' } : undefined;
  },
};
