import type { Control } from '../model/access.ts';
import type { ExposureKind } from '../model/web.ts';

export interface WebExposure {
  /** As it stands in a sentence: `It gives a Git repository to anyone`. */
  readonly name: string;
  /** Which rule judges it. */
  readonly group: 'file' | 'debug' | 'admin';
  /** What a stranger gets from it where it is readable. */
  readonly gives: Control;
}

const one = (group: WebExposure['group'], gives: Control, name: string): WebExposure => ({
  name,
  group,
  gives,
});

/** What may stand beside a web server's root, by its kind. */
export const exposures: Readonly<Record<ExposureKind, WebExposure>> = {
  'git-repository': one('file', 'read', 'a Git repository'),
  'environment-file': one('file', 'read', 'a file of settings (.env)'),
  firebase: one('file', 'read', 'the keys of a Firebase database'),
  phpinfo: one('debug', 'metadata', 'a phpinfo page'),
  'server-status': one('debug', 'metadata', "Apache's server status"),
  actuator: one('debug', 'read', 'Spring Boot actuator endpoints'),
  jolokia: one('debug', 'admin', 'Jolokia, which manages a Java process'),
  'werkzeug-console': one('debug', 'code-execution', "Werkzeug's interactive console"),
  'django-debug': one('debug', 'metadata', "Django's debug pages"),
  'laravel-ignition': one('debug', 'metadata', "Laravel's Ignition"),
  'laravel-telescope': one('debug', 'read', 'Laravel Telescope'),
  'symfony-profiler': one('debug', 'read', "Symfony's profiler"),
  'go-pprof': one('debug', 'metadata', 'profiles of a Go program (pprof)'),
  'go-expvar': one('debug', 'metadata', 'variables of a Go program (expvar)'),
  'rails-info': one('debug', 'metadata', "Rails' information page"),
  'asp-net-trace': one('debug', 'read', "ASP.NET's trace"),
  elmah: one('debug', 'read', "ELMAH's record of errors"),
  phpmyadmin: one('admin', 'admin', 'phpMyAdmin'),
  adminer: one('admin', 'admin', 'Adminer'),
  'mongo-express': one('admin', 'admin', 'mongo-express'),
};
