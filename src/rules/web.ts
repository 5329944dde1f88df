/** What the rules about web servers share. */
import { exposures, type WebExposure } from '../catalogue/web-exposures.ts';
import type { Observation } from '../model/observation.ts';
import { strongest, type Control } from '../model/access.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import type { Exposure, Web } from '../model/web.ts';

/** Of a web server that was looked at closely; nothing for all else, and for what says yes to everything. */
export function webOf(observation: Observation): Web | undefined {
  const { source, access } = observation;
  if (source !== 'network' || access === 'decoy' || access === 'unknown') return undefined;
  return observation.web;
}

/** The verdict on everything of one group; `gives` may see it otherwise than the catalogue. */
export function judgeExposures(
  observation: Observation,
  group: WebExposure['group'],
  gives: (exposure: Exposure) => Control | undefined,
): Verdict {
  const web = webOf(observation);
  if (!web) return notApplicable;
  const found = web.exposures
    .filter(({ kind }) => exposures[kind].group === group)
    .flatMap((exposure) => {
      const control = gives(exposure);
      return control === undefined ? [] : [{ exposure, control }];
    });
  const control = strongest(found.map((one) => one.control));
  if (control === undefined) return web.complete ? pass : unknown(ENDED_EARLY);
  return fail(found.map(({ exposure }) => sentenceOf(exposure)).join(' '), control);
}

export const ENDED_EARLY = 'The closer look at the web server ended before all was asked.';

function sentenceOf({ kind, path, state, found }: Exposure): string {
  const { name } = exposures[kind];
  return state === 'asks'
    ? `It has ${name} at ${path}: ${found}.`
    : `It gives ${name} at ${path}: ${found}.`;
}
