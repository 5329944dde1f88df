/** The fixed order, how far the case came in it, and what to type on the host next. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { STEP_WORDS } from '../case-words.ts';
import type { CaseDetail } from '../shapes.ts';
import { moment } from '../words.ts';
import css from './case.module.css';
import { When } from './marks.tsx';
import parts from './parts.module.css';

export function CaseSteps({ of }: { readonly of: CaseDetail }) {
  const { steps, next, here } = of;
  return (
    <>
      <ol className={css.steps}>
        {steps.map(({ step, done, at, says, commands }) => {
          const isNext = step === next;
          return (
            <li
              key={step}
              className={done ? css.done : undefined}
              aria-current={isNext ? 'step' : undefined}
            >
              <span className={css.mark} aria-hidden="true">
                {done ? '✓' : isNext ? '→' : '○'}
              </span>
              <div>
                <strong>{STEP_WORDS[step]}</strong>
                <span className={parts.quiet}>
                  {done ? ', done' : isNext ? ', next' : ', later'}
                  {at !== null && (
                    <>
                      {' '}
                      <When at={at}>{moment(at)}</When>
                    </>
                  )}
                </span>
                {(done || isNext) && <div>{says}</div>}
                {(done || isNext) && commands.map((each) => <Command key={each} text={each} />)}
              </div>
            </li>
          );
        })}
      </ol>
      <p className={parts.quiet}>
        {here
          ? 'Commands run on the host of this server, as the account that it runs under: the page itself asks and changes nothing.'
          : 'The folder of this case is on another host: it is read here and written there. Run “nightlatch case submit” there for what is new.'}
      </p>
    </>
  );
}

function Command({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={css.command}>
      <pre>{text}</pre>
      {'clipboard' in navigator && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Copy: ${text}`}
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </div>
  );
}
