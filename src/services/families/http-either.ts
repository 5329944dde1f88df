import type { HttpService } from './http-service.ts';

/** One product that answers in two ways: two generations, or two ports. At most one of them names a page that tells. */
export function eitherOf(first: HttpService, second: HttpService): HttpService {
  const tells = first.tells ?? second.tells;
  return {
    ...first,
    sends: [...new Set([...first.sends, ...second.sends])],
    verdicts: [...new Set([...first.verdicts, ...second.verdicts])],
    ...(tells && { tells }),
    ...inventories(first, second),
    recognise: (evidence) => first.recognise(evidence) || second.recognise(evidence),
    access: (talk, evidence) =>
      (first.recognise(evidence) === false ? second : first).access(talk, evidence),
  };
}

/** The second is asked where the first listed nothing. */
function inventories(
  first: HttpService,
  second: HttpService,
): Pick<HttpService, 'lists' | 'inventory'> {
  if (!first.inventory && !second.inventory) return {};
  return {
    lists: [...new Set([...(first.lists ?? []), ...(second.lists ?? [])])],
    async inventory(talk, task) {
      await first.inventory?.(talk, task);
      if (!task.into.wasTold) await second.inventory?.(talk, task);
    },
  };
}
