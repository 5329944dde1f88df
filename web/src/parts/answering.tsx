/** Whose it is: give it to somebody, accept it until a day, or take that back. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import type { FindingDetail } from '../shapes.ts';
import { day, inDays } from '../words.ts';
import { useFindingStep } from './finding-step.ts';
import { useMay } from './me.ts';
import { Muting } from './muting.tsx';
import { Problem } from './notes.tsx';
import parts from './parts.module.css';
import { WordForm } from './word-form.tsx';

const USUAL_DAYS = 30;
const MOST_DAYS = 365;

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
          <Muting of={of} />
        </>
      ) : (
        <p className={parts.quiet}>Your account may look, and not change anything.</p>
      )}
    </>
  );
}

function Assign({ id, owner }: { readonly id: string; readonly owner: string | null }) {
  const [name, setName] = useState(owner ?? '');
  const assign = useFindingStep((to: string | null) => api.assign(id, to));
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
  const [until, setUntil] = useState(() => inDays(USUAL_DAYS, now));
  const accept = useFindingStep((body: { reason: string; until: string }) => api.accept(id, body));
  return (
    <WordForm
      ask="Accept it for a while…"
      say="Accept"
      why="Why it may stay open"
      pending={accept.isPending}
      error={accept.error}
      onSay={(reason) => accept.mutate({ reason, until })}
    >
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
    </WordForm>
  );
}

function Withdraw({ id }: { readonly id: string }) {
  const withdraw = useFindingStep(() => api.withdraw(id));
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
