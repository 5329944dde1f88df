/** Where a provider sends somebody back to: hands its answer over, and goes where they were going. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { type ReactElement, useEffect, useRef } from 'react';
import { api } from '../api.ts';
import { Problem, Waiting } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import { returnTo } from '../search.ts';

export function SignInBackScreen(): ReactElement {
  const router = useRouter();
  const client = useQueryClient();
  const finish = useMutation({
    mutationFn: api.finishElsewhere,
    onSuccess: async (told) => {
      await client.fetchQuery({ queryKey: ['me'], queryFn: api.me, staleTime: 0 });
      router.history.replace(returnTo({ to: told.to }).to ?? '/');
    },
  });
  const { mutate, error } = finish;
  const isAsked = useRef(false);
  useEffect(() => {
    // An answer is good once, and React looks twice while it is developed.
    if (isAsked.current) return;
    isAsked.current = true;
    const query = location.search.slice(1);
    // Neither history nor a picture of the screen has to hold it.
    history.replaceState(history.state, '', location.pathname);
    document.title = 'Sign in · Nightlatch';
    mutate(query);
  }, [mutate]);
  return (
    <main className={parts.door}>
      <h1>Nightlatch</h1>
      {error ? (
        <>
          <Problem error={error} />
          <p>
            <Link to="/sign-in">Back to signing in</Link>
          </p>
        </>
      ) : (
        <Waiting />
      )}
    </main>
  );
}
