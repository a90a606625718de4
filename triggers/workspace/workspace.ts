import * as z from 'zod';
import { duration } from '../arguments/durations.ts';
import { name } from '../arguments/names.ts';
import { isOneLine } from '../arguments/one-line.ts';
import { InvalidDefinitions, type Problem } from '../contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { pathTo } from '../problems/problem-path.ts';
import { isCountry } from '../time/holidays.ts';
import { DAY_MS, MINUTE_MS } from '../time/spans.ts';
import { isZone, WEEKDAYS } from '../time/zone.ts';
import type { BusinessHours, Workspace } from './contract.ts';

/**
 * Checks `workspace.yaml` and fills in what it does not say; `{}` is a workspace. Keys are kebab-case, durations are text. Throws
 * InvalidDefinitions with every problem.
 */
export function parseWorkspace(source: string, body: unknown): Workspace {
  const parsed = shape.safeParse(body ?? {});
  if (!parsed.success) {
    throw new InvalidDefinitions(
      parsed.error.issues.map((issue) => {
        const stranger = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        return { source, path: pathTo('', [...issue.path, ...stranger]), expected: issue.message };
      }),
    );
  }
  const w = parsed.data;
  const problems = strangers(source, w);
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return Object.freeze({
    name: w.name,
    zone: w.zone,
    locale: w.locale,
    currency: w.currency,
    ...(w.country !== undefined && { country: w.country }),
    ...(w.hours !== undefined && { hours: w.hours as BusinessHours }),
    segments: w.segments,
    channels: w.channels,
    purposes: w.purposes,
    ...(w['quiet-hours'] !== 'off' && { quietHours: w['quiet-hours'] }),
    caps: w.caps,
    messagesPerMoment: w['messages-per-moment'],
    sender: w.sender,
    providers: w.providers,
  });
}

/** A map that refuses keys it does not know and names the nearest. */
function strict<S extends z.ZodRawShape>(keys: S) {
  const known = Object.keys(keys);
  return z.strictObject(keys, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => expectedOne(`one of ${known.join(', ')}`, key, known)).join('; ')
        : `a map with ${known.join(', ')}`,
  });
}

const yes = z.boolean('true or false');
const clock = z.string('a time as HH:MM').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59');
const whole = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`;
  return z.int(expected).min(least, expected).max(most, expected);
};

const purpose = strict({ marketing: yes.default(true), 'any-hour': yes.default(false) }).transform((p) => ({
  marketing: p.marketing,
  anyHour: p['any-hour'],
}));

const cap = strict({
  most: whole(1, 1_000),
  within: duration(MINUTE_MS, 90 * DAY_MS),
  purpose: name.optional(),
  channel: name.optional(),
}).transform((c) => ({
  most: c.most,
  withinMs: c.within,
  ...(c.purpose !== undefined && { purpose: c.purpose }),
  ...(c.channel !== undefined && { channel: c.channel }),
}));

const sender = strict({
  name: z
    .string('who writes')
    .min(1, 'who writes')
    .max(200, 'at most 200 characters')
    .refine(isOneLine, 'one line without control characters'),
  email: z
    .string('an e-mail address')
    .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'an e-mail address')
    .refine(isOneLine, 'an e-mail address without control characters'),
  // Its lines are those of an envelope.
  'postal-address': z
    .string('a postal address')
    .min(1)
    .max(500, 'at most 500 characters')
    .refine((text) => text.split(/\r?\n/).every(isOneLine), 'lines without control characters')
    .optional(),
}).transform((s) => ({
  name: s.name,
  email: s.email,
  ...(s['postal-address'] !== undefined && { postalAddress: s['postal-address'] }),
}));

const MOST_SEGMENTS = 200;
const COUNTRY = 'a country that has public holidays, such as DE, or with a region DE-SN';
const DAYS = `a map with ${WEEKDAYS.join(', ')} and holiday`;
const SPANS = 'a list of spans such as [["09:00", "18:00"]]; [] for closed';
const hoursSpan = z.tuple([clock, clock], SPANS).refine(([from, to]) => from !== to, 'two different times');

const shape = strict({
  name: z.string('a name').min(1, 'a name').max(200, 'at most 200 characters').default('Kairos'),
  zone: z.string('an IANA zone').refine(isZone, 'an IANA zone such as Europe/Berlin').default('UTC'),
  locale: z.string('a locale').refine(isLocale, 'a BCP 47 locale such as de-DE').default('en'),
  currency: z
    .string('a currency')
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 currency such as EUR')
    .default('EUR'),
  country: z
    .string('a country')
    .regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, COUNTRY)
    .refine((code) => isCountry(code), COUNTRY)
    .optional(),
  hours: z
    .partialRecord(z.enum([...WEEKDAYS, 'holiday'], DAYS), z.array(hoursSpan, SPANS).max(10, SPANS), DAYS)
    .optional(),
  segments: z
    .record(name, z.unknown(), 'a map from name to conditions')
    .refine((segments) => Object.keys(segments).length <= MOST_SEGMENTS, `at most ${MOST_SEGMENTS} segments`)
    .default({}),
  channels: z
    .array(name, 'a list of channels, most wanted first')
    .min(1, 'at least one channel')
    .refine((list) => new Set(list).size === list.length, 'each channel once')
    .default(['in-app', 'email']),
  purposes: z
    .record(name, purpose, 'a map from purpose to what it may')
    .default({ offers: { marketing: true, anyHour: false }, service: { marketing: false, anyHour: true } }),
  'quiet-hours': z
    .union(
      [z.literal('off'), strict({ from: clock, to: clock }).refine((q) => q.from !== q.to, 'two different times')],
      '`off`, or a map with from and to as HH:MM',
    )
    .default({ from: '22:00', to: '08:00' }),
  caps: z
    .array(cap, 'a list of caps')
    .max(50, 'at most 50 caps')
    .default([{ most: 5, withinMs: DAY_MS }]),
  'messages-per-moment': whole(1, 10).default(1),
  sender: sender.default({ name: 'Kairos', email: 'kairos@localhost' }),
  providers: z
    .record(name, z.record(z.string(), z.unknown(), 'a map of settings'), 'a map from channel to its settings')
    .default({}),
});

/** Caps that speak of purposes and channels the workspace does not have would never count anything. */
function strangers(source: string, w: z.infer<typeof shape>): Problem[] {
  return w.caps.flatMap(({ purpose, channel }, i) => {
    const at = (path: string, expected: string) => ({ source, path: `caps[${i}].${path}`, expected });
    const problems: Problem[] = [];
    const purposes = Object.keys(w.purposes);
    if (purpose !== undefined && !Object.hasOwn(w.purposes, purpose)) {
      problems.push(at('purpose', expectedOne(`one of the purposes ${purposes.join(', ')}`, purpose, purposes)));
    }
    if (channel !== undefined && !w.channels.includes(channel)) {
      problems.push(at('channel', expectedOne(`one of the channels ${w.channels.join(', ')}`, channel, w.channels)));
    }
    return problems;
  });
}

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}
