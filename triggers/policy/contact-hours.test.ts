import { describe, expect, test } from 'vitest';
import {
  BERLIN,
  createWilling,
  gateInputsWith,
  momentWith,
  triggerNamed,
  workspaceWith,
} from '../../test/support/moments.ts';
import contactRules from '../gates/contact-rules.ts';
import type { Candidate, Workspace } from '../gates/contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { CHANNEL_RULES } from './channel-rules.ts';
import { allowedFrom, CONTACT_HOURS, contactHoursOf } from './contact-hours.ts';

/** Saturday, 14 November 2026, in UTC: 05:00 in New York is 10:00 here. */
const at = (time: string, day = '2026-11-14') => Date.parse(`${day}T${time}:00Z`);
const US = '+12125550100';

/** Asks the gate about a customer with these traits who is reached at an address. */
function ask(
  now: number,
  traits: Record<string, unknown>,
  options: { purpose?: string; channels?: string[]; to?: string } & Partial<Workspace> = {},
  sent: CustomerState['reservations'] = [],
) {
  const { purpose = 'offers', channels = ['sms'], to = US, ...more } = options;
  const state = createWilling();
  for (const [name, v] of Object.entries(traits)) state.values[name] = { v, at: 1, source: 'identify' };
  state.reservations = sent;
  const trigger = triggerNamed('a', { message: { ...triggerNamed('a').definition.message, purpose } });
  const moment = momentWith(state, { at: now, world: { ...BERLIN, zoneAt: () => 'America/New_York' } });
  const candidate: Candidate = { id: 'd1', trigger, moment, channels };
  const result = contactRules.check(
    candidate,
    gateInputsWith({ at: now, addressOf: () => to, workspace: workspaceWith(more) }),
  );
  if ('deferUntil' in result) return new Date(result.deferUntil).toISOString().slice(0, 16);
  return 'pass' in result ? result.pass : result.hold.code;
}
const NEW_YORK = { 'customer.zone': 'America/New_York', 'customer.region': 'NY' };

describe('hours of marketing', () => {
  test('in the United States texts wait until eight where the customer is', () => {
    expect(ask(at('12:59'), NEW_YORK)).toBe('2026-11-14T13:00');
    expect(ask(at('13:00'), NEW_YORK)).toEqual(['sms']);
    expect(ask(at('01:59'), NEW_YORK)).toEqual(['sms']);
    expect(ask(at('02:00'), NEW_YORK)).toBe('2026-11-14T13:00');
  });
  test('a state’s hours stand in place of its country’s, also those of a Sunday', () => {
    const florida = { ...NEW_YORK, 'customer.region': 'FL' };
    expect(ask(at('01:30'), florida)).toBe('2026-11-14T13:00');
    const texas = { 'customer.zone': 'America/Chicago', 'customer.state': 'US-TX' };
    expect(ask(at('16:00', '2026-11-15'), texas), 'ten on a Sunday in Texas').toBe('2026-11-15T18:00');
    const alabama = { 'customer.zone': 'America/Chicago', 'customer.address': { state: 'AL' } };
    expect(ask(at('18:00', '2026-11-15'), alabama), 'never on a Sunday').toBe('2026-11-16T14:00');
    for (const state of ['AL', 'LA', 'MS']) {
      const there = { 'customer.zone': 'America/Chicago', 'customer.address': { state } };
      expect(ask(at('18:00', '2026-11-26'), there), 'nor on Thanksgiving').toBe('2026-11-27T14:00');
    }
    expect(ask(at('18:00', '2026-11-26'), texas), 'which Texas does not mind').toEqual(['sms']);
  });
  test('of a zone that is not known, all that it may be count', () => {
    expect(ask(at('13:00'), {}), 'eight in New York, three in Honolulu').toBe('2026-11-14T20:00');
    expect(ask(at('20:00'), {})).toEqual(['sms']);
    expect(ask(at('22:00'), {}), 'five in Rhode Island').toBe('2026-11-16T20:00');
  });
  test('of a state that is not known, all of its zone count', () => {
    const east = { 'customer.zone': 'America/New_York' };
    expect(ask(at('13:00'), east), 'Kentucky begins at ten').toBe('2026-11-14T15:00');
    const mountains = { 'customer.zone': 'America/Denver' };
    expect(ask(at('15:00'), mountains)).toEqual(['sms']);
  });
  test('a profile and a position that differ must both allow it', () => {
    const both = { 'customer.region': 'NY', 'customer.zone': 'America/Los_Angeles', 'device.zone': 'America/New_York' };
    expect(ask(at('14:00'), both)).toBe('2026-11-14T16:00');
  });
  test('a number’s country counts, wherever its holder’s phone is', () => {
    expect(ask(at('06:00'), { 'device.zone': 'Europe/Berlin' })).toBe('2026-11-14T20:00');
    expect(ask(at('06:00'), { 'device.zone': 'Europe/Berlin' }, { to: '+4930123456' })).toEqual(['sms']);
  });
  test('in France texts wait over the night, Sundays and holidays', () => {
    const french = { to: '+33612345678' };
    expect(ask(at('06:59', '2026-11-13'), {}, french)).toBe('2026-11-13T07:00');
    expect(ask(at('20:59', '2026-11-13'), {}, french)).toEqual(['sms']);
    expect(ask(at('21:00', '2026-11-14'), {}, french), 'over the Sunday').toBe('2026-11-16T07:00');
    expect(ask(at('12:00', '2026-11-11'), {}, french), 'Armistice').toBe('2026-11-12T07:00');
    expect(ask(at('12:00', '2026-11-15'), {}, { ...french, channels: ['rcs'] })).toEqual(['rcs']);
  });
  test('in the Emirates texts wait from nine to seven', () => {
    expect(ask(at('17:00'), {}, { to: '+971501234567' })).toBe('2026-11-15T03:00');
    expect(ask(at('16:59'), {}, { to: '+971501234567' })).toEqual(['sms']);
  });
  test('in Saudi Arabia texts wait from ten to seven, in Thailand from nine to nine', () => {
    expect(ask(at('19:00'), {}, { to: '+966501234567' })).toBe('2026-11-15T04:00');
    expect(ask(at('18:59'), {}, { to: '+966501234567' })).toEqual(['sms']);
    expect(ask(at('14:00'), {}, { to: '+66812345678' })).toBe('2026-11-15T02:00');
    expect(ask(at('13:59'), {}, { to: '+66812345678' })).toEqual(['sms']);
  });
  test('service, other channels and a workspace that minds no rules pass', () => {
    expect(ask(at('06:00'), NEW_YORK, { purpose: 'service' })).toEqual(['sms']);
    expect(ask(at('06:00'), NEW_YORK, { channels: ['sms', 'email'] })).toEqual(['email']);
    expect(ask(at('06:00'), NEW_YORK, { contactRules: 'off' })).toEqual(['sms']);
  });
});

test('what a service does not deliver in a country is not tried there', () => {
  const chat = { channels: ['whatsapp'] };
  expect(ask(at('16:00'), NEW_YORK, chat)).toBe('contact-forbidden');
  expect(ask(at('16:00'), NEW_YORK, { ...chat, purpose: 'service' })).toEqual(['whatsapp']);
  expect(ask(at('16:00'), {}, { ...chat, to: '+4930123456' })).toEqual(['whatsapp']);
  expect(ask(at('16:00'), { 'device.zone': 'Europe/Berlin' }, { channels: ['tiktok', 'email'], to: 'x' })).toEqual([
    'email',
  ]);
});

test('three texts a day are enough in Florida, and one that waits has its place', () => {
  const florida = { ...NEW_YORK, 'customer.region': 'FL' };
  const sent = (id: string, hoursAgo: number) => ({
    ...{ id, at: at('16:00') - hoursAgo * 3_600_000, trigger: 'b', channel: 'sms', purpose: 'offers' },
  });
  expect(ask(at('16:00'), florida, {}, [sent('a', 1), sent('b', 2), sent('c', 25)])).toEqual(['sms']);
  expect(ask(at('16:00'), florida, {}, [sent('a', 1), sent('b', 2), sent('c', 23)])).toBe('contact-forbidden');
  expect(ask(at('16:00'), florida, {}, [sent('d1', 1), sent('b', 2), sent('c', 23)])).toEqual(['sms']);
  expect(ask(at('16:00'), NEW_YORK, {}, [sent('a', 1), sent('b', 2), sent('c', 23)])).toEqual(['sms']);
});

test('hours that never meet let nothing through, and every rule says where it was read', () => {
  const early = {
    country: 'X',
    channels: ['sms'],
    from: '08:00',
    to: '09:00',
    source: 'https://a.example',
    asOf: '2026-11',
  };
  const late = { ...early, from: '20:00', to: '21:00' };
  expect(allowedFrom([early, late], ['UTC'], at('06:00'))).toBeUndefined();
  expect(allowedFrom([], ['UTC'], at('06:00'))).toBe(at('06:00'));
  const zones = ['America/New_York'];
  expect(contactHoursOf({ country: 'US', region: 'NY', zones }, 'sms')).toHaveLength(1);
  expect(contactHoursOf({ country: 'DE', region: undefined, zones }, 'sms')).toEqual([]);
  for (const { source, asOf } of [...CONTACT_HOURS, ...CHANNEL_RULES]) {
    expect(source).toMatch(/^https:\/\//);
    expect(asOf).toMatch(/^20\d\d-[01]\d$/);
  }
});
