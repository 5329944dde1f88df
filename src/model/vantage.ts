import { z } from 'zod';

/**
 * From where one looks, named by who else stands there. It decides the reach of a finding.
 * internet: anybody; partner: other tenants; corporate: a flat office or data-centre network;
 * segment: one subnet or cluster; host: this machine alone.
 */
export const Vantage = z.enum(['internet', 'partner', 'corporate', 'segment', 'host']);
export type Vantage = z.infer<typeof Vantage>;
