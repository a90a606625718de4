import * as z from 'zod';
import { days, minutes, property } from '../kept.ts';
import type { KeptValue, SignalKind } from './contract.ts';

export const DEVICE_FORMS = ['phone', 'tablet', 'desktop', 'tv', 'watch', 'car', 'speaker', 'other'] as const;
export const CONNECTIONS = ['wifi', 'ethernet', '5g', '4g', '3g', 'slow', 'offline'] as const;
export const APP_STATES = ['foreground', 'background', 'closed'] as const;

/** State of a device. A part that is not said stays as it was. */
export default {
  name: 'device',
  summary: 'What the customer holds in their hand, and what state it is in.',
  about: 'customer',
  value: z.strictObject({
    form: z.enum(DEVICE_FORMS).optional(),
    model: z.string().min(1).max(100).optional(),
    os: z.string().min(1).max(40).optional(),
    osVersion: z.string().min(1).max(40).optional(),
    appVersion: z.string().min(1).max(40).optional(),
    connection: z.enum(CONNECTIONS).optional(),
    battery: z.number().min(0).max(100).optional(),
    charging: z.boolean().optional(),
    appState: z.enum(APP_STATES).optional(),
    locale: z.string().min(2).max(35).optional(),
    zone: z.string().min(1).max(64).optional(),
  }),
  keeps: {
    // What a device is outlives the session; after a month without a word it may lie in a drawer.
    'device.form': text('form', `Form: ${DEVICE_FORMS.join(', ')}`, days(30)),
    'device.model': text('model', 'Model', days(30)),
    'device.os': text('os', 'Operating system, such as ios or android', days(30)),
    'device.osVersion': text('osVersion', 'Version of the operating system', days(30)),
    'device.appVersion': text('appVersion', 'Version of the app', days(30)),
    // A commuter changes networks every few minutes.
    'device.connection': text('connection', `Connection: ${CONNECTIONS.join(', ')}`, minutes(10)),
    'device.battery': {
      summary: 'Charge of the battery',
      type: 'number',
      unit: '%',
      staysTrueMs: minutes(30), // a phone in use loses some 10 % in half an hour
      from: property('battery'),
    },
    'device.charging': {
      summary: 'It is being charged',
      type: 'boolean',
      staysTrueMs: minutes(30), // as the battery
      from: property('charging'),
    },
    // Apps report that they come to the front; that they were killed, nobody reports.
    'device.appState': text('appState', `App: ${APP_STATES.join(', ')}`, minutes(10)),
    'device.locale': text('locale', 'Language and region, BCP 47', days(30)),
    // Apps report a change of zone when they next run; a week is a trip without opening the app.
    'device.zone': text('zone', 'IANA time zone', days(7)),
  },
  examples: [
    { value: { form: 'phone', os: 'ios', osVersion: '18.1', battery: 18, charging: false }, ok: true },
    { value: { connection: '5g', locale: 'de-AT', zone: 'Europe/Vienna' }, ok: true },
    { value: {}, ok: true },
    { value: { form: 'fridge' }, ok: false },
    { value: { battery: 101 }, ok: false },
    { value: { battery: 'full' }, ok: false },
    { value: { zone: 'x'.repeat(65) }, ok: false },
    { value: { batteryLevel: 50 }, ok: false },
  ],
} satisfies SignalKind;

function text(name: string, summary: string, staysTrueMs: number): KeptValue {
  return { summary, type: 'string', staysTrueMs, from: property(name) };
}
