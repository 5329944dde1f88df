/** A person's word on a finding: a button that asks for the reason and until when. */
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Problem } from './notes.tsx';
import parts from './parts.module.css';

interface WordFormProps {
  /** On the button that opens it, and on the one that says so. */
  readonly ask: string;
  readonly say: string;
  readonly why: string;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSay: (reason: string) => void;
  /** The field of the time. */
  readonly children: ReactNode;
}

export function WordForm({ ask, say, why, pending, error, onSay, children }: WordFormProps) {
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  if (!isAsked)
    return (
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          {ask}
        </Button>
      </div>
    );
  return (
    <form
      className={parts.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSay(reason.trim());
      }}
    >
      <TextInput
        label={why}
        required
        autoFocus
        maxLength={400}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      {children}
      {error && <Problem error={error} />}
      <div className={parts.row}>
        <Button type="submit" loading={pending}>
          {say}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
