import { createContext, useContext } from 'react';
import type { Live } from '../live.ts';

const LiveContext = createContext<Live>({ connected: true, latest: undefined, progress: [] });

export const LiveProvider = LiveContext.Provider;

export function useLiveState(): Live {
  return useContext(LiveContext);
}
