/** What could be done, what each step costs, and who answers for it. It is done on the host, and nowhere else. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import type { CaseDetail, Plan } from '../shapes.ts';
import { count, duration, moment } from '../words.ts';
import { Facts } from './card.tsx';
import { useCasePart } from './case-part.ts';
import css from './case.module.css';
import { useMay, useMe } from './me.ts';
import { Loaded, Problem } from './notes.tsx';
import parts from './parts.module.css';

const SECOND = 1000;
const LAYERS: Readonly<Record<string, string>> = {
  product: 'in the product’s own settings',
  nftables: 'in the firewall of the host',
  'docker-user': 'in the chain that Docker leaves to its owner',
  'aws-security-group': 'in the security group of AWS before the host',
};

export function CasePlans({ of }: { readonly of: CaseDetail }) {
  const plans = useCasePart(of, 'plans', () => api.plans(of.id));
  return (
    <Loaded of={plans}>
      {({ items }) =>
        items.length === 0 ? (
          <p className={parts.quiet}>
            {'No plan yet. This makes them on the host, and changes nothing: '}
            <code>{`nightlatch contain plan ${of.folder}`}</code>
          </p>
        ) : (
          items.map((plan) => <OnePlan key={plan.id} of={plan} within={of} />)
        )
      }
    </Loaded>
  );
}

function OnePlan({ of, within }: { readonly of: Plan; readonly within: CaseDetail }) {
  const { id, title, layer, seconds, state, steps, approvals, allow } = of;
  return (
    <section className={css.plan} aria-label={title}>
      <h3>{title}</h3>
      <p className={parts.quiet}>
        {LAYERS[layer] ?? layer}
        {`; ${state}`}
        {seconds > 0 && `; lifts itself after ${duration(seconds * SECOND)}`}
        {allow.length > 0 && `; still let in: ${allow.join(', ')}`}
      </p>
      {firstOfEach(approvals).map(({ at, by, withoutSnapshot }) => (
        <p key={at}>
          {`Approved by ${by}, ${moment(at)}`}
          {withoutSnapshot !== null && `, without a snapshot: ${withoutSnapshot}`}
        </p>
      ))}
      <Effects steps={steps} />
      <details>
        <summary>{`${count(steps.length, 'step')}: commands, way back, proof`}</summary>
        <ol>
          {steps.map((step) => (
            <li key={step.id}>
              <strong>{step.title}</strong>
              <pre className={css.code}>{step.command.join('\n')}</pre>
              <Facts
                of={[
                  ['Evidence', step.evidence],
                  ['Sessions', step.sessions],
                  ['Back', step.rollback.join('; ') || 'what ended does not come back'],
                  ['Verified', step.verification],
                ]}
              />
            </li>
          ))}
        </ol>
      </details>
      {(state === 'planned' || state === 'undone') && <Approve plan={id} within={within} />}
    </section>
  );
}

/** Whoever approved here and applied on the host stands in the journal twice. */
function firstOfEach(approvals: Plan['approvals']): Plan['approvals'] {
  const seen = new Set<string>();
  return approvals.filter(({ by, withoutSnapshot }) => {
    const key = `${by} ${withoutSnapshot}`;
    return seen.size !== seen.add(key).size;
  });
}

/** The effects are what an operator has to know before anything else. */
function Effects({ steps }: Pick<Plan, 'steps'>) {
  const all = (of: 'evidence' | 'sessions' | 'application'): string =>
    [...new Set(steps.map((step) => step[of]))].join('; ');
  return (
    <Facts
      of={[
        ['Effect on evidence', all('evidence')],
        ['Effect on sessions', all('sessions')],
        ['Your application', all('application')],
      ]}
    />
  );
}

interface ApproveProps {
  readonly plan: string;
  readonly within: CaseDetail;
}

function Approve({ plan, within }: ApproveProps) {
  const client = useQueryClient();
  const { data: me } = useMe();
  const mayOperate = useMay('operate');
  const [isAsked, setAsked] = useState(false);
  const approve = useMutation({
    mutationFn: () => api.approve(within.id, plan),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case'] }),
  });
  const isTaken = within.steps.some(({ step, done }) => step === 'snapshot' && done);
  if (!mayOperate)
    return <p className={parts.quiet}>Your account may look, and approve nothing.</p>;
  if (!within.here) return null;
  if (!isTaken)
    return (
      <p className={parts.quiet}>
        The snapshot comes first: what a plan ends cannot be seen again. Only the host can go ahead
        without one, with its reason recorded.
      </p>
    );
  if (!isAsked)
    return (
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          Approve…
        </Button>
      </div>
    );
  return (
    <div className={parts.form}>
      <p>
        {`You, ${me?.name ?? ''}, answer for it. Nothing is done by this: the command to do it then stands under “What to do”.`}
      </p>
      {approve.error && <Problem error={approve.error} />}
      <div className={parts.row}>
        <Button autoFocus loading={approve.isPending} onClick={() => approve.mutate()}>
          Approve under my name
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          Leave it
        </Button>
      </div>
    </div>
  );
}
