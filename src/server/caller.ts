/** Who asks, and what that caller may do. */
import { z } from 'zod';

export const Role = z.enum(['viewer', 'operator', 'admin']);
export type Role = z.infer<typeof Role>;

/** What a route needs. `submit` and `metrics` are of their own, so that a token can be given one of them alone. */
export const Scope = z.enum(['read', 'metrics', 'submit', 'operate', 'admin']);
export type Scope = z.infer<typeof Scope>;

const MAY: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ['read', 'metrics'],
  operator: ['read', 'metrics', 'submit', 'operate'],
  admin: ['read', 'metrics', 'submit', 'operate', 'admin'],
};

export function scopesOf(role: Role): readonly Scope[] {
  return MAY[role];
}

export interface Caller {
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  /** A browser sends its cookie by itself, so that its requests need proof of where they come from. */
  readonly by: 'session' | 'token';
  /** The session or token itself, as the store knows it. */
  readonly key: string;
}
