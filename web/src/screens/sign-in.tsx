import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { api } from '../api.ts';
import { Problem } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';

const route = getRouteApi('/sign-in');

/** Who else signs people in, as the server wrote it into the page; left as it was where nobody served it. */
const META = document.querySelector<HTMLMetaElement>('meta[name=sign-in]')?.content ?? '';
const ELSEWHERE = META.startsWith('__') ? '' : META;

function Elsewhere({ label, to }: { readonly label: string; readonly to: string }) {
  const begin = useMutation({
    mutationFn: () => api.beginElsewhere(to),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <>
      <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
        {`Sign in with ${label}`}
      </Button>
      {begin.error && <Problem error={begin.error} />}
    </>
  );
}

export function SignInScreen(): ReactElement {
  const { to = '/' } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: api.signIn,
    onSuccess: async () => {
      await client.fetchQuery({ queryKey: ['me'], queryFn: api.me, staleTime: 0 });
      router.history.replace(to);
    },
  });
  useEffect(() => {
    document.title = 'Sign in · Nightlatch';
  }, []);
  return (
    <main className={parts.door}>
      <h1>Nightlatch</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ name: name.trim(), password });
        }}
      >
        <TextInput
          label="Name"
          autoComplete="username"
          autoCapitalize="none"
          required
          autoFocus
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ currentTarget: { value } }) => setPassword(value)}
        />
        {signIn.error && <Problem error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
      {ELSEWHERE !== '' && <Elsewhere label={ELSEWHERE} to={to} />}
      <p className={parts.quiet}>
        {'Nobody has a password yet? The one-time link stands where '}
        <code>nightlatch serve</code>
        {' was started.'}
      </p>
    </main>
  );
}
