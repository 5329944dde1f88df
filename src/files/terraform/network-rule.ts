/** A firewall's rule of any provider: whom it admits, and which store's port it opens. */
import { rangeOf } from '../products/cidr.ts';
import { text, type Value } from '../text/value.ts';
import { isWorld } from './aws-network.ts';
import { type Exposure, exposure, factAt, RULE_ADMITS } from './exposure.ts';
import type { Resource } from './resource.ts';
import { OPENED, openedStore } from './store-ports.ts';

/** `sources`: ranges, or names that stand for everybody. `ports`: as they are written. */
export function ruleExposure(
  resource: Resource,
  sources: readonly Value[],
  ports: readonly Value[] | 'all',
  everybody?: RegExp,
): Exposure[] {
  const named = sources.find((each) => everybody?.test(text(each) ?? ''));
  if (!named && !isWorld(sources.flatMap((each) => rangeOf(text(each) ?? '') ?? []))) return [];
  const store = openedStore(ports === 'all' ? ['*'] : ports.map((each) => text(each) ?? ''));
  const where = named ?? sources[0];
  if (!store || !where) return [];
  const facts = [factAt('network', where, 'This rule admits the world.')];
  return [exposure(resource, { ...store, ...OPENED, reach: RULE_ADMITS, facts })];
}
