/** A look that is under way. */
import { Progress as ProgressBar } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useNow } from '../now.ts';
import type { Progress } from '../shapes.ts';
import { count, duration, number } from '../words.ts';

export function UnderWay({ of }: { readonly of: Progress }) {
  const now = useNow();
  const { entry, run, started, endpoints, total, answered, open } = of;
  const share = total === null || total === 0 ? undefined : (endpoints / total) * 100;
  return (
    <div>
      <p>
        <Link to="/runs/$id" params={{ id: run }}>
          {entry}
        </Link>
        {`: looking for ${duration(Math.max(0, now - Date.parse(started)))}. `}
        {total === null
          ? `${count(endpoints, 'endpoint')} asked`
          : `${number(endpoints)} of ${count(total, 'endpoint')} asked`}
        {`, ${number(answered)} answered, ${number(open)} let us in.`}
      </p>
      <ProgressBar
        value={share ?? 100}
        animated={share === undefined}
        striped={share === undefined}
        aria-label={`Progress of the look at ${entry}`}
      />
    </div>
  );
}
