import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CaseDetail } from '../shapes.ts';

/** A part of a case: asked again whenever its journal went on, and until then what is known stays. */
export function useCasePart<T>(
  { id, head }: CaseDetail,
  name: string,
  ask: () => Promise<T>,
): UseQueryResult<T> {
  const placeholderData = keepPreviousData;
  return useQuery({ queryKey: ['case', id, name, head], queryFn: ask, placeholderData });
}
