import type { HttpService } from './http-service.ts';

/** One product that answers in two ways: two generations, or two ports. At most one of them names a page that tells. */
export function eitherOf(first: HttpService, second: HttpService): HttpService {
  const tells = first.tells ?? second.tells;
  return {
    ...first,
    sends: [...new Set([...first.sends, ...second.sends])],
    verdicts: [...new Set([...first.verdicts, ...second.verdicts])],
    ...(tells && { tells }),
    recognise: (evidence) => first.recognise(evidence) || second.recognise(evidence),
    access: (talk, evidence) =>
      (first.recognise(evidence) === false ? second : first).access(talk, evidence),
  };
}
