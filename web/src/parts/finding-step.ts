/** A step of a person in a finding's life; whatever shows the finding is fetched again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';

const SHOWN_IN = ['finding', 'findings', 'overview'];

export function useFindingStep<T>(step: (of: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: () =>
      Promise.all(SHOWN_IN.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
