/** Whose it is: give it to somebody, accept it until a day, or take that back. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import type { FindingDetail } from '../shapes.ts';
import { day, inDays } from '../words.ts';
import { useMay } from './me.ts';
import { Problem } from './notes.tsx';
import parts from './parts.module.css';

const USUAL_DAYS = 30;
const MOST_DAYS = 365;

function useStep<T>(step: (of: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: () =>
      Promise.all(
        ['finding', 'findings', 'overview'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}

export function Answering({ of }: { readonly of: FindingDetail }) {
  const mayOperate = useMay('operate');
  const { finding, state, acceptance } = of;
  return (
    <>
      <p>
        {of.owner === null ? 'Nobody answers for it yet.' : `${of.owner} answers for it.`}
        {acceptance &&
          ` Accepted by ${acceptance.by} until ${day(acceptance.until)}: ${acceptance.reason}`}
      </p>
      {mayOperate ? (
        <>
          <Assign key={of.owner} id={finding.id} owner={of.owner} />
          {state === 'open' && <Accept id={finding.id} />}
          {state === 'accepted' && <Withdraw id={finding.id} />}
        </>
      ) : (
        <p className={parts.quiet}>Your account may look, and not change anything.</p>
      )}
    </>
  );
}

function Assign({ id, owner }: { readonly id: string; readonly owner: string | null }) {
  const [name, setName] = useState(owner ?? '');
  const assign = useStep((to: string | null) => api.assign(id, to));
  const wanted = name.trim() === '' ? null : name.trim();
  return (
    <form
      className={parts.row}
      onSubmit={(event) => {
        event.preventDefault();
        assign.mutate(wanted);
      }}
    >
      <TextInput
        label="Owner: a team or a person"
        value={name}
        maxLength={100}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <Button
        type="submit"
        variant="default"
        loading={assign.isPending}
        disabled={wanted === owner}
      >
        {wanted === null && owner !== null ? 'Take away' : 'Give it to them'}
      </Button>
      {assign.error && <Problem error={assign.error} />}
    </form>
  );
}

function Accept({ id }: { readonly id: string }) {
  const now = useNow();
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => inDays(USUAL_DAYS, now));
  const accept = useStep((body: { reason: string; until: string }) => api.accept(id, body));
  if (!isAsked)
    return (
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          Accept it for a while…
        </Button>
      </div>
    );
  return (
    <form
      className={parts.form}
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate({ reason: reason.trim(), until });
      }}
    >
      <TextInput
        label="Why it may stay open"
        required
        autoFocus
        maxLength={400}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      <TextInput
        label="Until"
        description="From this day on it is open again, and everybody is told."
        type="date"
        required
        min={inDays(1, now)}
        max={inDays(MOST_DAYS, now)}
        value={until}
        onChange={({ currentTarget: { value } }) => setUntil(value)}
      />
      {accept.error && <Problem error={accept.error} />}
      <div className={parts.row}>
        <Button type="submit" loading={accept.isPending}>
          Accept
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

function Withdraw({ id }: { readonly id: string }) {
  const withdraw = useStep(() => api.withdraw(id));
  return (
    <div>
      <Button
        variant="default"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate(undefined)}
      >
        Accept it no longer
      </Button>
      {withdraw.error && <Problem error={withdraw.error} />}
    </div>
  );
}
