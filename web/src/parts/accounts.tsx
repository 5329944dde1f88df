import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import type { Account, Me } from '../shapes.ts';
import { ago } from '../words.ts';
import { Card } from './card.tsx';
import { Table } from './list.tsx';
import { useMe } from './me.ts';
import { Loaded, Problem } from './notes.tsx';
import css from './parts.module.css';

type Role = Me['role'];

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'viewer', label: 'viewer: looks' },
  { value: 'operator', label: 'operator: also accepts, assigns, starts looks' },
  { value: 'admin', label: 'admin: also says who may sign in' },
];

function roleOf(value: string): Role {
  return ROLES.find((each) => each.value === value)?.value ?? 'viewer';
}

interface Told {
  readonly name: string;
  readonly secret: string;
}

export function Accounts() {
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: api.accounts });
  const [told, setTold] = useState<Told>();
  const now = useNow();
  return (
    <Card title="Who may sign in">
      <Loaded of={accounts}>
        {({ items }) => (
          <Table
            label="Accounts"
            columns={[
              { name: 'Name', cell: ({ name }) => name },
              { name: 'Role', cell: ({ role }) => role },
              {
                name: 'State',
                cell: stateOf,
              },
              {
                name: 'Last seen',
                cell: ({ lastSeen }) => (lastSeen === null ? 'never' : ago(lastSeen, now)),
              },
              { name: 'Change', cell: (of) => <Change of={of} tell={setTold} /> },
            ]}
            items={items}
            keyOf={({ id }) => id}
          />
        )}
      </Loaded>
      {told && (
        <div role="status">
          {`For ${told.name}, good for one use within a quarter of an hour and shown this once:`}
          <code className={css.secret}>{`${location.origin}/first#${told.secret}`}</code>
        </div>
      )}
      <Add tell={setTold} />
    </Card>
  );
}

function useAccountStep<T, R>(step: (of: T) => Promise<R>, onDone?: (result: R) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: async (result) => {
      onDone?.(result);
      await client.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
}

function stateOf({ disabled, ready, issuer }: Account): string {
  if (disabled) return 'shut out';
  if (issuer !== null) return `signs in at ${new URL(issuer).host}`;
  return ready ? 'may sign in' : 'has no password yet';
}

interface ChangeProps {
  readonly of: Account;
  readonly tell: (told: Told) => void;
}

function Change({ of: { id, name, disabled, issuer }, tell }: ChangeProps) {
  const mine = useMe().data?.name;
  const link = useAccountStep(
    () => api.linkAccount(id),
    ({ secret }) => tell({ name, secret }),
  );
  const change = useAccountStep((is: boolean) => api.changeAccount(id, { disabled: is }));
  if (mine === name) return 'that is you';
  return (
    <div className={css.row}>
      {issuer === null && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled}
          aria-label={`New link for ${name}`}
          onClick={() => link.mutate(undefined)}
        >
          New link
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={disabled ? `Let ${name} in again` : `Shut ${name} out`}
        onClick={() => change.mutate(!disabled)}
      >
        {disabled ? 'Let in again' : 'Shut out'}
      </Button>
      {(link.error ?? change.error) && (
        <Problem error={link.error ?? change.error ?? new Error('it failed')} />
      )}
    </div>
  );
}

function Add({ tell }: { readonly tell: (told: Told) => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const add = useAccountStep(
    (body: { name: string; role: Role }) => api.addAccount(body),
    ({ account, secret }) => {
      tell({ name: account.name, secret });
      setName('');
    },
  );
  return (
    <form
      className={css.row}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ name: name.trim(), role });
      }}
    >
      <TextInput
        label="Add somebody"
        placeholder="name"
        required
        autoComplete="off"
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <NativeSelect
        label="Role"
        data={[...ROLES]}
        value={role}
        onChange={({ currentTarget: { value } }) => setRole(roleOf(value))}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        Add
      </Button>
      {add.error && <Problem error={add.error} />}
    </form>
  );
}
