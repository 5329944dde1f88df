/** `nightlatch scope check TARGET`: may we look there, and why (not). Names are looked up; nothing is asked. */
import { makeResolver } from '../discover/resolve.ts';
import { explainScope, type Explanation } from '../scope/explain.ts';
import { makeScope } from '../scope/guard.ts';
import { parseTarget } from '../scope/parse-target.ts';
import { UsageError } from '../model/errors.ts';
import { Config } from '../model/config.ts';
import { loadConfig } from './config-file.ts';
import { EXIT } from './exit.ts';
import { print } from './outputs.ts';

export interface ScopeOptions {
  readonly config?: string;
  readonly iOwn: readonly string[];
  readonly exclude: readonly string[];
  readonly format: string;
}

export async function scopeCheck(text: string, options: ScopeOptions): Promise<number> {
  if (options.format !== 'terminal' && options.format !== 'json') {
    throw new UsageError(`--format ${JSON.stringify(options.format)}: choose from terminal, json`);
  }
  const config = options.config === undefined ? Config.parse({}) : await loadConfig(options.config);
  const target = parseTarget(text);
  const exclude = [...options.exclude, ...config.exclude].map(parseTarget);
  const scope = makeScope({
    named: [target, ...config.targets.map(parseTarget)],
    entries: config.scope,
    iOwn: options.iOwn,
    exclude,
    ownListeners: false,
    asOf: new Date(),
  });
  const resolve = makeResolver();
  for (const name of scope.namesToExclude) {
    const found = await resolve(name);
    if (found.ok) scope.excludeAddresses(name, found.addresses);
  }
  const explanations = await explainTarget();
  if (options.format === 'json') await print(`${JSON.stringify(explanations, null, 2)}\n`);
  else
    await print(
      `${explanations.map(({ what, allowed, reason }) => `${allowed ? 'yes' : 'no '}  ${what}: ${reason}`).join('\n')}\n`,
    );
  return explanations.some(({ allowed }) => allowed) ? EXIT.clean : EXIT.couldNotLook;

  async function explainTarget(): Promise<Explanation[]> {
    if (target.subject.kind === 'range' || scope.refusesTarget(target) !== undefined)
      return explainScope(scope, target);
    const found = await resolve(target.subject.name);
    if (found.ok) return explainScope(scope, target, found.addresses);
    return [{ what: target.text, allowed: false, reason: found.reason }];
  }
}
