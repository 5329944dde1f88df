import { useQuery } from '@tanstack/react-query';
import { api, ApiError } from '../api.ts';
import type { Me } from '../shapes.ts';

/** `null`: nobody is signed in. */
async function whoAmI(): Promise<Me | null> {
  try {
    return await api.me();
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: whoAmI });
}

export function useMay(scope: Me['scopes'][number]): boolean {
  return useMe().data?.scopes.includes(scope) ?? false;
}
