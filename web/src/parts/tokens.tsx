import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import type { Me, Token } from '../shapes.ts';
import { ago, day } from '../words.ts';
import { Card } from './card.tsx';
import { Table } from './list.tsx';
import { useMe } from './me.ts';
import { Loaded, Problem } from './notes.tsx';
import css from './parts.module.css';

type Scope = Me['scopes'][number];

export function Tokens() {
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: api.tokens });
  const now = useNow();
  return (
    <Card title="Tokens for programs">
      <Loaded of={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.quiet}>There are none.</p>
          ) : (
            <Table<Token>
              label="Tokens"
              columns={[
                { name: 'For', cell: ({ name }) => name },
                { name: 'May', cell: ({ scopes }) => scopes.join(', ') },
                { name: 'Until', cell: ({ expires }) => day(expires) },
                {
                  name: 'Last used',
                  cell: ({ used }) => (used === null ? 'never' : ago(used, now)),
                },
                { name: 'End', cell: (of) => <End of={of} /> },
              ]}
              items={items}
              keyOf={({ id }) => id}
            />
          )
        }
      </Loaded>
      <Create />
    </Card>
  );
}

function End({ of: { id, name } }: { readonly of: Token }) {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.removeToken(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={end.isPending}
        aria-label={`End the token ${name}`}
        onClick={() => end.mutate()}
      >
        End it
      </Button>
      {end.error && <Problem error={end.error} />}
    </>
  );
}

const USUAL_DAYS = 90;
const MOST_DAYS = 366;

function Create() {
  const client = useQueryClient();
  const mine = useMe().data?.scopes ?? [];
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['read']);
  const [days, setDays] = useState(String(USUAL_DAYS));
  const create = useMutation({
    mutationFn: api.createToken,
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ name: name.trim(), scopes, days: Number(days) });
      }}
    >
      <div className={css.row}>
        <TextInput
          label="New token for"
          required
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <TextInput
          label="Good for, in days"
          type="number"
          required
          min={1}
          max={MOST_DAYS}
          value={days}
          onChange={({ currentTarget: { value } }) => setDays(value)}
        />
      </div>
      <Checkbox.Group
        label="It may"
        value={scopes}
        onChange={(chosen) => setScopes(mine.filter((each) => chosen.includes(each)))}
      >
        <Group gap="md">
          {mine.map((each) => (
            <Checkbox key={each} value={each} label={each} />
          ))}
        </Group>
      </Checkbox.Group>
      <div>
        <Button type="submit" variant="default" loading={create.isPending}>
          Make a token
        </Button>
      </div>
      {create.error && <Problem error={create.error} />}
      {create.data && (
        <div role="status">
          Shown this once; it is not kept here:
          <code className={css.secret}>{create.data.secret}</code>
        </div>
      )}
    </form>
  );
}
