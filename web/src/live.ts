/** What the server tells by itself: changes as they happen, and looks under way. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asTold } from './api.ts';
import type { Change, Progress } from './shapes.ts';

/** A storm of changes is one refresh. */
const GATHER = 400;
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
    const source = new EventSource('/api/v1/events');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => refresh(client), GATHER);
    };
    source.addEventListener('open', () => setConnected(true));
    source.addEventListener('error', () => setConnected(false));
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      setLatest(asTold<Change>(JSON.parse(data)));
      soon();
    });
    source.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      const next = asTold<readonly Progress[]>(JSON.parse(data));
      setProgress((before) => {
        if (next.length !== before.length) soon();
        return next;
      });
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [client]);
  return { connected, latest, progress };
}
