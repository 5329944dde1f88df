/** What stands around every screen: where one can go, who is signed in, and what happened just now. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';
import { useLive } from '../live.ts';
import type { Change, Me } from '../shapes.ts';
import { LiveProvider } from './live-context.ts';
import { SeverityMark } from './marks.tsx';
import { useMe } from './me.ts';
import { Problem, Waiting } from './notes.tsx';
import css from './parts.module.css';

const TOLD_FOR = 20_000; // ms

export function Frame(): ReactElement {
  const { data: me, error, refetch } = useMe();
  const { href, pathname } = useLocation();
  if (error && me === undefined)
    return (
      <main className={css.door}>
        <h1>Nightlatch</h1>
        <Problem error={error} again={() => void refetch()} />
      </main>
    );
  // The place is the next one already while this still stands here: leaving once is enough.
  if (me === undefined || pathname === '/sign-in') return <Waiting />;
  if (me === null) return <Navigate to="/sign-in" search={href === '/' ? {} : { to: href }} />;
  return <Signed me={me} />;
}

function Signed({ me }: { readonly me: Me }) {
  const live = useLive();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    // Whoever goes by keyboard or by ear stands at the new screen, and not at the link that led there.
    if (before.current !== pathname) main.current?.focus();
    before.current = pathname;
  }, [pathname]);
  return (
    <LiveProvider value={live}>
      <a className={css.skip} href="#main">
        To the content
      </a>
      <header className={css.top}>
        <div className={css.bar}>
          <Link to="/" className={css.name} data-plain>
            Nightlatch
          </Link>
          <nav className={css.nav} aria-label="Screens">
            <Link to="/" activeOptions={{ exact: true }}>
              Now
            </Link>
            <Link
              to="/findings"
              search={{ state: ['open'] }}
              activeOptions={{ includeSearch: false }}
            >
              Findings
            </Link>
            <Link to="/cases">Cases</Link>
            <Link to="/assets">Assets</Link>
            <Link to="/data">Data</Link>
            <Link to="/runs">Looks</Link>
            <Link to="/schedule">Schedule</Link>
            <Link to="/settings">Settings</Link>
          </nav>
          <Who me={me} />
        </div>
      </header>
      <div role="status">
        {!live.connected && (
          <div className={css.told}>
            <div>The connection is lost: what you see may be old. Trying again…</div>
          </div>
        )}
        <Told change={live.latest} />
      </div>
      <main ref={main} id="main" className={css.main} tabIndex={-1}>
        <Outlet />
      </main>
    </LiveProvider>
  );
}

function Who({ me }: { readonly me: Me }) {
  const client = useQueryClient();
  const leave = async (): Promise<void> => {
    await api.signOut().catch(() => undefined);
    client.clear();
    client.setQueryData(['me'], null);
  };
  return (
    <div className={css.who}>
      <span>{me.name}</span>
      <button type="button" onClick={() => void leave()}>
        Sign out
      </button>
    </div>
  );
}

const HAPPENED: Readonly<Record<Change['kind'], string>> = {
  opened: 'A door opened.',
  reopened: 'A door is open again.',
  'severity-changed': 'A severity changed.',
  accepted: 'A finding was accepted.',
  'acceptance-ended': 'An acceptance ended.',
  muted: 'A finding was muted.',
  'mute-ended': 'A finding is no longer muted.',
  resolved: 'A door was shut.',
  verified: 'A door is still shut.',
  assigned: 'A finding has an owner.',
  moved: 'An asset goes by another name.',
};

/** A change for a while, for whoever looks at the page when it happens. */
function Told({ change }: { readonly change: Change | undefined }) {
  const [hidden, setHidden] = useState<number>();
  const seq = change?.seq;
  useEffect(() => {
    const timer = setTimeout(() => setHidden(seq), TOLD_FOR);
    return () => clearTimeout(timer);
  }, [seq]);
  if (!change || hidden === change.seq) return null;
  return (
    <div className={css.told}>
      <div>
        <SeverityMark severity={change.severity} /> {HAPPENED[change.kind]}{' '}
        <Link to="/findings/$id" params={{ id: change.finding }}>
          Show it
        </Link>
      </div>
    </div>
  );
}
