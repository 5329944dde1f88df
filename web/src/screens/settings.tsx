/** Who may sign in, which programs may ask, who is told, and what reached nobody. */
import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Accounts } from '../parts/accounts.tsx';
import { Card, Facts, Screen } from '../parts/card.tsx';
import { useMay } from '../parts/me.ts';
import { Loaded } from '../parts/notes.tsx';
import { DeadLetters, Receivers } from '../parts/receivers.tsx';
import { Tokens } from '../parts/tokens.tsx';
import type { Settings } from '../shapes.ts';
import { count, vantage as fromWhere } from '../words.ts';

function SignIn({ of }: { readonly of: NonNullable<Settings['signIn']> }) {
  const { issuer, label, clientId, roleClaim, roles } = of;
  const groups = (its: readonly string[]): string => (its.length === 0 ? 'nobody' : its.join(', '));
  return (
    <Card title="Signing in elsewhere">
      <Facts
        of={[
          ['On the button', label],
          ['Issuer', <code key="issuer">{issuer}</code>],
          ['Client', <code key="client">{clientId}</code>],
          ['Roles by', roleClaim === null ? 'none: all are viewers' : <code>{roleClaim}</code>],
          ...Object.entries(roles ?? {}).map(([role, its]): [string, string] => [
            `Who is ${role}`,
            groups(its),
          ]),
        ]}
      />
    </Card>
  );
}

export function SettingsScreen(): ReactElement {
  const settings = useQuery({ queryKey: ['settings'], queryFn: api.settings });
  const isAdmin = useMay('admin');
  return (
    <Screen title="Settings">
      <DeadLetters />
      <Receivers />
      {isAdmin && <Accounts />}
      <Tokens />
      {settings.data?.signIn && <SignIn of={settings.data.signIn} />}
      <Card title="About this Nightlatch">
        <Loaded of={settings}>
          {({ version, store, vantage, entries, receivers }) => (
            <Facts
              of={[
                ['Version', version],
                ['Store', store === 'sqlite' ? 'SQLite' : 'PostgreSQL'],
                ['Looks from', fromWhere(vantage)],
                ['Watches', count(entries, 'entry', 'entries')],
                ['Tells', count(receivers, 'receiver')],
              ]}
            />
          )}
        </Loaded>
      </Card>
    </Screen>
  );
}
