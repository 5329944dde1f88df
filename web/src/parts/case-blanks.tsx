/** What the report leaves to a person, as a form; each answer stands in the journal under a name. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import type { Blank, CaseDetail } from '../shapes.ts';
import { number } from '../words.ts';
import { Facts } from './card.tsx';
import { useCasePart } from './case-part.ts';
import css from './case.module.css';
import { useMay } from './me.ts';
import { Loaded, Problem } from './notes.tsx';
import parts from './parts.module.css';

const MOST = 4000;

export function CaseBlanks({ of }: { readonly of: CaseDetail }) {
  const mayOperate = useMay('operate');
  const blanks = useCasePart(of, 'blanks', () => api.blanks(of.id));
  return (
    <Loaded of={blanks}>
      {({ items }) => {
        const left = items.filter(({ value }) => value === null).length;
        const sections = [...new Set(items.map(({ section }) => section))];
        return (
          <>
            <p>
              {left === 0
                ? 'All is filled in.'
                : `${number(left)} of ${number(items.length)} are still to be filled in by a person.`}
            </p>
            {sections.map((section) => (
              <details key={section} className={css.plan}>
                <summary>
                  <strong>{section}</strong>
                  {` (${leftIn(items, section)} left)`}
                </summary>
                {items
                  .filter((each) => each.section === section)
                  .map((each) =>
                    mayOperate && of.here ? (
                      <Field key={`${each.field} ${each.value}`} id={of.id} of={each} />
                    ) : (
                      <Facts key={each.field} of={[[each.field, said(each)]]} />
                    ),
                  )}
              </details>
            ))}
          </>
        );
      }}
    </Loaded>
  );
}

const said = ({ value, by }: Blank): string =>
  value === null ? 'not filled in yet' : `${value} (by ${by})`;

function leftIn(items: readonly Blank[], of: string): number {
  return items.filter(({ section, value }) => section === of && value === null).length;
}

function Field({ id, of }: { readonly id: string; readonly of: Blank }) {
  const client = useQueryClient();
  const [value, setValue] = useState(of.value ?? '');
  const fill = useMutation({
    mutationFn: (words: string) => api.fill(id, { field: of.field, value: words }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case'] }),
  });
  // One line goes into the report.
  const wanted = value.replaceAll(/\s+/g, ' ').trim();
  return (
    <form
      className={parts.form}
      onSubmit={(event) => {
        event.preventDefault();
        fill.mutate(wanted);
      }}
    >
      <Textarea
        label={of.field.charAt(0).toUpperCase() + of.field.slice(1)}
        {...(of.by !== null && { description: `Filled in by ${of.by}` })}
        autosize
        minRows={1}
        maxLength={MOST}
        value={value}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
      {fill.error && <Problem error={fill.error} />}
      {wanted !== (of.value ?? '') && wanted !== '' && (
        <div>
          <Button type="submit" size="compact-sm" loading={fill.isPending}>
            {`Save: ${of.field}`}
          </Button>
        </div>
      )}
    </form>
  );
}
