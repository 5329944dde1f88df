/** Nobody is told of it for a while: it stays in every list, and is looked at as before. */
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api.ts';
import { useNow } from '../now.ts';
import type { FindingDetail } from '../shapes.ts';
import { moment } from '../words.ts';
import { useFindingStep } from './finding-step.ts';
import { Problem } from './notes.tsx';
import { WordForm } from './word-form.tsx';

const HOUR = 3_600_000;
const SPANS = [
  { value: '4', label: '4 hours' },
  { value: '24', label: 'a day' },
  { value: '168', label: 'a week' },
  { value: '720', label: '30 days' },
];

export function Muting({ of: { finding, mute } }: { readonly of: FindingDetail }) {
  const now = useNow();
  if (mute === null || Date.parse(mute.until) <= now) return <Mute id={finding.id} />;
  return (
    <>
      <p>{`Muted by ${mute.by} until ${moment(mute.until)}: ${mute.reason}`}</p>
      <Unmute id={finding.id} />
    </>
  );
}

function Mute({ id }: { readonly id: string }) {
  const [hours, setHours] = useState('24');
  const mute = useFindingStep((body: { reason: string; until: string }) => api.mute(id, body));
  return (
    <WordForm
      ask="Mute it for a while…"
      say="Mute"
      why="Why nobody has to hear of it"
      pending={mute.isPending}
      error={mute.error}
      onSay={(reason) => {
        const until = new Date(Date.now() + Number(hours) * HOUR).toISOString();
        mute.mutate({ reason, until });
      }}
    >
      <NativeSelect
        label="For"
        description="It stays in every list. What is still open then is told."
        data={SPANS}
        value={hours}
        onChange={({ currentTarget: { value } }) => setHours(value)}
      />
    </WordForm>
  );
}

function Unmute({ id }: { readonly id: string }) {
  const unmute = useFindingStep(() => api.unmute(id));
  return (
    <div>
      <Button variant="default" loading={unmute.isPending} onClick={() => unmute.mutate(undefined)}>
        Tell of it again
      </Button>
      {unmute.error && <Problem error={unmute.error} />}
    </div>
  );
}
