import { HTTP_TRAPS } from './http.ts';
import type { Trap } from './trap.ts';
import { WIRE_TRAPS } from './wires.ts';

export { spring } from './trap.ts';

export const TRAPS: readonly Trap[] = [...HTTP_TRAPS, ...WIRE_TRAPS];
