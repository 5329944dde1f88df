/** What the server tells by itself: changes as they happen, and looks under way. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asTold } from './api.ts';
import type { Change, Progress } from './shapes.ts';

/** A storm of changes is one refresh. */
const GATHER = 400;
const RETRY = 5000; // ms
const AFFECTED = ['overview', 'findings', 'finding', 'asset', 'runs', 'schedule'];

export interface Live {
  readonly connected: boolean;
  readonly latest: Change | undefined;
  readonly progress: readonly Progress[];
}

function refresh(client: QueryClient): void {
  for (const key of AFFECTED) void client.invalidateQueries({ queryKey: [key] });
}

export function useLive(): Live {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  const [latest, setLatest] = useState<Change>();
  const [progress, setProgress] = useState<readonly Progress[]>([]);
  useEffect(() => {
    let source: EventSource | undefined;
    let gather: ReturnType<typeof setTimeout> | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      clearTimeout(gather);
      gather = setTimeout(() => refresh(client), GATHER);
    };
    const connect = (): void => {
      const mine = new EventSource('/api/v1/events');
      source = mine;
      mine.addEventListener('open', () => {
        setConnected(true);
        // What happened while nobody listened.
        soon();
      });
      mine.addEventListener('error', () => {
        setConnected(false);
        // The browser comes back by itself, but not after a refusal: the session may have ended.
        if (mine.readyState !== EventSource.CLOSED) return;
        void client.invalidateQueries({ queryKey: ['me'] });
        retry = setTimeout(connect, RETRY);
      });
      mine.addEventListener('change', ({ data }: MessageEvent<string>) => {
        setLatest(asTold<Change>(JSON.parse(data)));
        soon();
      });
      mine.addEventListener('progress', ({ data }: MessageEvent<string>) => {
        const next = asTold<readonly Progress[]>(JSON.parse(data));
        setProgress((before) => {
          if (next.length !== before.length) soon();
          return next;
        });
      });
    };
    connect();
    return () => {
      clearTimeout(gather);
      clearTimeout(retry);
      source?.close();
    };
  }, [client]);
  return { connected, latest, progress };
}
