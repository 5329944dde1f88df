import { z } from 'zod';

const DURATION = /^(\d{1,5})(s|m|h|d)$/;
const UNIT = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `15m`, `1h`, `7d`, in milliseconds. */
export function milliseconds(text: string): number {
  const [, count = '0', unit = 's'] = DURATION.exec(text) ?? [];
  return Number(count) * (unit === 'm' || unit === 'h' || unit === 'd' ? UNIT[unit] : UNIT.s);
}

const Duration = z.string().regex(DURATION, 'a duration such as 30s, 15m, 1h or 7d');
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:30');

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When nothing is looked at. `to` before `from` means over midnight. */
export const Blackout = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .default([...WEEKDAYS]),
  from: TimeOfDay,
  to: TimeOfDay,
  zone: z.string().default('UTC').describe('Time zone, as Europe/Berlin'),
});
export type Blackout = z.infer<typeof Blackout>;

/** One thing that is looked at again and again. */
export const WatchEntry = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,60}$/, 'a short name of letters, digits, dots and dashes'),
  targets: z
    .array(z.string())
    .optional()
    .describe('As on the command line; `this-host` for this machine. Without: the whole scope'),
  every: Duration.optional().describe('Between the starts of two looks'),
  cron: z.string().optional().describe('Instead of `every`: minute hour day month weekday'),
  zone: z.string().default('UTC').describe('Time zone of `cron`'),
  jitter: z
    .int()
    .min(0)
    .max(50)
    .default(10)
    .describe('Percent of the interval by which a look may come later'),
  blackout: z.array(Blackout).default([]),
  owner: z.string().optional().describe('Team or person who is told'),
  maintenance: z
    .array(Blackout)
    .optional()
    .describe('Looks go on, and nobody is told before it is over'),
  full_every: Duration.optional().describe(
    'Between two whole looks; those between ask only who gets in. Without: every look is whole',
  ),
});
export type WatchEntry = z.infer<typeof WatchEntry>;

export const RECEIVER_KINDS = [
  'webhook',
  'slack',
  'teams',
  'discord',
  'smtp',
  'pagerduty',
  'syslog',
] as const;

/** Somebody who is told when a door opens or shuts. Secrets stand in the environment, never here. */
export const Receiver = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,60}$/, 'a short name of letters, digits, dots and dashes'),
  kind: z.enum(RECEIVER_KINDS),
  url: z.string().optional().describe('Where to; https, or smtps:// and syslog+tls://'),
  url_env: z.string().optional().describe('Environment variable that holds the URL instead'),
  secret_env: z
    .string()
    .optional()
    .describe('Environment variable of the key that signs, or of the password'),
  from: z.string().optional().describe('Sender of mail'),
  to: z.array(z.string()).optional().describe('Recipients of mail'),
  severities: z.array(z.enum(['critical', 'high', 'medium', 'low', 'info'])).optional(),
  owners: z.array(z.string()).optional().describe('Only what these teams or persons answer for'),
  allow_private: z
    .boolean()
    .default(false)
    .describe('It may stand at a private or loopback address'),
  ca_file: z.string().optional().describe('Authorities to trust for it, as PEM'),
  quiet: z.array(Blackout).optional().describe('What comes meanwhile is told at its end'),
  escalate_after: Duration.optional().describe('Told again until somebody acknowledges'),
});
export type Receiver = z.infer<typeof Receiver>;

/** An address elsewhere that alerts when it hears nothing of us any more. */
export const Heartbeat = z.strictObject({
  url: z.string().optional().describe('Asked with GET, over https'),
  url_env: z.string().optional().describe('Environment variable that holds the URL instead'),
  every: Duration.default('1m'),
  allow_private: z.boolean().default(false),
  ca_file: z.string().optional(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** For how long is kept what grows with every look. Findings, their changes, assets and cases stay. */
export const Keep = z.strictObject({
  observations: Duration.default('90d'),
  runs: Duration.default('400d'),
  deliveries: Duration.default('90d').describe('Messages that were sent, or given up'),
});
export type Keep = z.infer<typeof Keep>;
