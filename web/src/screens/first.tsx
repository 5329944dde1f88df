/** Behind a one-time link: choose a name and a password. The secret stands after the #, which no server ever sees. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { api } from '../api.ts';
import { Empty, Problem } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';

const LEAST_PASSWORD = 12;

export function FirstScreen(): ReactElement {
  const [secret] = useState(() => location.hash.slice(1));
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const first = useMutation({
    mutationFn: api.first,
    onSuccess: async () => {
      await client.fetchQuery({ queryKey: ['me'], queryFn: api.me, staleTime: 0 });
      await navigate({ to: '/', replace: true });
    },
  });
  useEffect(() => {
    document.title = 'Your account · Nightlatch';
    // Neither the history nor somebody behind one's shoulder needs it.
    history.replaceState(history.state, '', location.pathname);
  }, []);
  if (secret === '')
    return (
      <main className={parts.door}>
        <h1>Nightlatch</h1>
        <Empty title="This link is not whole">
          Open it as it was given to you, with everything after the #.
          <Link to="/sign-in" search={{}}>
            Sign in instead
          </Link>
        </Empty>
      </main>
    );
  return (
    <main className={parts.door}>
      <h1>Your account</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          first.mutate({ secret, name: name.trim(), password });
        }}
      >
        <TextInput
          label="Name"
          description="The first account chooses one; all others use the name that they were given."
          autoComplete="username"
          autoCapitalize="none"
          pattern="[a-z0-9][a-z0-9._@\-]{0,63}"
          title="Small letters, digits, and . _ @ - between them"
          required
          autoFocus
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <PasswordInput
          label="Password"
          description={`At least ${LEAST_PASSWORD} characters; a few words that do not belong together do well.`}
          autoComplete="new-password"
          minLength={LEAST_PASSWORD}
          required
          value={password}
          onChange={({ currentTarget: { value } }) => setPassword(value)}
        />
        {first.error && <Problem error={first.error} />}
        <Button type="submit" loading={first.isPending}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
