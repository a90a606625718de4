import * as z from 'zod';
import { days, minutes, takeProperty } from '../hearing/kept.ts';
import type { KeptValue, SignalKind } from './contract.ts';

export const DEVICE_FORMS = ['phone', 'tablet', 'desktop', 'tv', 'watch', 'car', 'speaker', 'other'] as const;
export const CONNECTIONS = ['wifi', 'ethernet', '5g', '4g', '3g', 'slow', 'offline'] as const;
export const PERMISSIONS = ['granted', 'denied', 'undecided'] as const;
export const LOCATION_PERMISSIONS = ['always', 'while-in-use', 'denied', 'undecided'] as const;
export const APP_STATES = ['foreground', 'background', 'closed'] as const;

const keeps = {
  // What a device is outlives the session; after a month without a word it may lie in a drawer.
  'device.form': oneOf('form', 'Form', DEVICE_FORMS, days(30)),
  'device.model': text('model', 'Model', days(30)),
  'device.os': text('os', 'Operating system, such as ios or android', days(30)),
  'device.osVersion': text('osVersion', 'Version of the operating system', days(30)),
  'device.appVersion': text('appVersion', 'Version of the app', days(30)),
  // A commuter changes networks every few minutes.
  'device.connection': oneOf('connection', 'Connection', CONNECTIONS, minutes(10)),
  'device.battery': {
    summary: 'Charge of the battery',
    type: 'number',
    unit: '%',
    staysTrueMs: minutes(30), // a phone in use loses some 10 % in half an hour
    from: takeProperty('battery'),
  },
  'device.charging': yesNo('charging', 'It is being charged', minutes(30)), // as the battery
  'device.lowPower': yesNo('lowPower', 'It saves power', minutes(30)), // as the battery
  // These come and go with the network, and with what is plugged in.
  'device.metered': yesNo('metered', 'The connection costs by the megabyte', minutes(10)),
  'device.roaming': yesNo('roaming', 'It is in another operator’s network', minutes(10)),
  'device.headphones': yesNo('headphones', 'Headphones are connected', minutes(10)),
  'device.carConnected': yesNo('carConnected', 'It is connected to a car', minutes(10)),
  // Settings stay as they are for months.
  'device.browser': text('browser', 'Browser, such as Firefox 140', days(30)),
  'device.carrier': text('carrier', 'Mobile operator', days(30)),
  'device.dataSaver': yesNo('dataSaver', 'It is set to use little data', days(30)),
  'device.screenReader': yesNo('screenReader', 'Its screen is read aloud', days(30)),
  'device.pushPermission': oneOf('pushPermission', 'Push messages', PERMISSIONS, days(30)),
  'device.locationPermission': oneOf('locationPermission', 'Position', LOCATION_PERMISSIONS, days(30)),
  // Apps report that they come to the front; no app reports that it was killed.
  'device.appState': oneOf('appState', 'App', APP_STATES, minutes(10)),
  'device.locale': text('locale', 'Language and region, BCP 47', days(30)),
  // Apps report a change of zone when they next run; a week is a trip without opening the app.
  'device.zone': text('zone', 'IANA time zone', days(7)),
} satisfies SignalKind['keeps'];

/** Values that a device reports of its holder: each has a meaning by itself. */
const OF_THE_PERSON: ReadonlySet<string> = new Set(['device.locale', 'device.zone']);

/** State of a device. A part that is not said stays as it was. */
export default {
  name: 'device',
  summary: 'What the customer holds in their hand, and what state it is in.',
  about: 'customer',
  shed: 'second',
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
    browser: z.string().min(1).max(100).optional(),
    carrier: z.string().min(1).max(100).optional(),
    metered: z.boolean().optional(),
    roaming: z.boolean().optional(),
    lowPower: z.boolean().optional(),
    dataSaver: z.boolean().optional(),
    headphones: z.boolean().optional(),
    carConnected: z.boolean().optional(),
    screenReader: z.boolean().optional(),
    pushPermission: z.enum(PERMISSIONS).optional(),
    locationPermission: z.enum(LOCATION_PERMISSIONS).optional(),
    locale: z.string().min(2).max(35).optional(),
    zone: z.string().min(1).max(64).optional(),
    /** Which of the customer's devices says so; see `state/devices.ts`. */
    deviceId: z.string().min(1).max(64).optional(),
  }),
  keeps,
  together: [Object.keys(keeps).filter((field) => !OF_THE_PERSON.has(field))],
  examples: [
    { value: { form: 'phone', os: 'ios', osVersion: '18.1', battery: 18, charging: false }, ok: true },
    { value: { connection: '5g', locale: 'de-AT', zone: 'Europe/Vienna' }, ok: true },
    {
      value: { metered: true, roaming: false, pushPermission: 'denied', locationPermission: 'while-in-use' },
      ok: true,
    },
    { value: { deviceId: 'p-81c2', appState: 'foreground' }, ok: true },
    { value: { deviceId: '' }, ok: false },
    { value: {}, ok: true },
    { value: { form: 'fridge' }, ok: false },
    { value: { pushPermission: 'yes' }, ok: false },
    { value: { battery: 101 }, ok: false },
    { value: { battery: 'full' }, ok: false },
    { value: { zone: 'x'.repeat(65) }, ok: false },
    { value: { batteryLevel: 50 }, ok: false },
  ],
} satisfies SignalKind;

function yesNo(name: string, summary: string, staysTrueMs: number): KeptValue {
  return { summary, type: 'boolean', staysTrueMs, from: takeProperty(name) };
}

function oneOf(name: string, summary: string, values: readonly string[], staysTrueMs: number): KeptValue {
  return { ...text(name, `${summary}: ${values.join(', ')}`, staysTrueMs), values };
}

function text(name: string, summary: string, staysTrueMs: number): KeptValue {
  return { summary, type: 'string', staysTrueMs, from: takeProperty(name) };
}
