/** From a finding to its case: the one that is open, or a new one. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { STEP_WORDS } from '../case-words.ts';
import type { FindingDetail } from '../shapes.ts';
import { moment } from '../words.ts';
import { useMay } from './me.ts';
import { Loaded, Problem } from './notes.tsx';
import parts from './parts.module.css';

export function CaseOf({ of }: { readonly of: FindingDetail }) {
  const { asset } = of.finding;
  const cases = useQuery({ queryKey: ['cases', asset], queryFn: () => api.cases(asset) });
  const since = of.windows.at(-1)?.firstOpen ?? '';
  return (
    <Loaded of={cases}>
      {({ items }) => (
        <>
          {items.map(({ id, opened, next }) => (
            <p key={id}>
              <Link to="/cases/$id" params={{ id }}>
                {id}
              </Link>
              {`, opened ${moment(opened)}; next: ${STEP_WORDS[next]}`}
            </p>
          ))}
          {!items.some(({ opened }) => opened >= since) && <Begin id={of.finding.id} />}
        </>
      )}
    </Loaded>
  );
}

function Begin({ id }: { readonly id: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayOperate = useMay('operate');
  const open = useMutation({
    mutationFn: () => api.openCase(id),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['cases'] });
      await navigate({ to: '/cases/$id', params: { id: made.id } });
    },
  });
  return (
    <>
      <p className={parts.quiet}>
        Somebody may have been there? Open a case before it is shut: a hasty fix destroys what tells
        who came.
      </p>
      {mayOperate && (
        <div>
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
            Open a case
          </Button>
        </div>
      )}
      {open.error && <Problem error={open.error} />}
    </>
  );
}
