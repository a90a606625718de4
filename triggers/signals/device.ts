import * as z from 'zod';
import { days, minutes, takeProperty } from '../state/kept.ts';
import type { Words } from '../words/contract.ts';
import { sayEach } from '../words/say-each.ts';
import type { KeptValue, SignalKind } from './contract.ts';

export const DEVICE_FORMS = ['phone', 'tablet', 'desktop', 'tv', 'watch', 'car', 'speaker', 'other'] as const;
export const CONNECTIONS = ['wifi', 'ethernet', '5g', '4g', '3g', 'slow', 'offline'] as const;
export const PERMISSIONS = ['granted', 'denied', 'undecided'] as const;
export const LOCATION_PERMISSIONS = ['always', 'while-in-use', 'denied', 'undecided'] as const;
export const APP_STATES = ['foreground', 'background', 'closed'] as const;

/** The titles of what a device reports. */
const TITLES = {
  form: { en: 'Form', de: 'Bauart' },
  model: { en: 'Model', de: 'Modell' },
  os: { en: 'Operating system', de: 'Betriebssystem' },
  osVersion: { en: 'Version of the system', de: 'Version des Systems' },
  appVersion: { en: 'Version of the app', de: 'Version der App' },
  connection: { en: 'Connection', de: 'Verbindung' },
  battery: { en: 'Battery', de: 'Akku' },
  charging: { en: 'Is being charged', de: 'Wird geladen' },
  lowPower: { en: 'Saves power', de: 'Spart Strom' },
  metered: { en: 'Connection is metered', de: 'Verbindung kostet nach Menge' },
  roaming: { en: 'Is roaming', de: 'In einem fremden Netz' },
  headphones: { en: 'Headphones connected', de: 'Kopfhörer verbunden' },
  carConnected: { en: 'Connected to a car', de: 'Mit einem Auto verbunden' },
  browser: { en: 'Browser', de: 'Browser' },
  carrier: { en: 'Mobile operator', de: 'Mobilfunkanbieter' },
  dataSaver: { en: 'Saves data', de: 'Spart Daten' },
  screenReader: { en: 'Screen is read aloud', de: 'Bildschirm wird vorgelesen' },
  pushPermission: { en: 'Push messages', de: 'Push-Nachrichten' },
  locationPermission: { en: 'May use the position', de: 'Darf die Position nutzen' },
  appState: { en: 'State of the app', de: 'Zustand der App' },
  locale: { en: 'Language and region', de: 'Sprache und Region' },
  zone: { en: 'Time zone', de: 'Zeitzone' },
  deviceId: { en: 'Device', de: 'Gerät' },
} as const satisfies Readonly<Record<string, Words>>;

/** Its closed values. */
const VALUES = {
  form: {
    phone: { en: 'Phone', de: 'Telefon' },
    tablet: { en: 'Tablet', de: 'Tablet' },
    desktop: { en: 'Computer', de: 'Computer' },
    tv: { en: 'Television', de: 'Fernseher' },
    watch: { en: 'Watch', de: 'Uhr' },
    car: { en: 'Car', de: 'Auto' },
    speaker: { en: 'Speaker', de: 'Lautsprecher' },
    other: { en: 'Other', de: 'Anderes' },
  },
  connection: {
    wifi: { en: 'Wi-Fi', de: 'WLAN' },
    ethernet: { en: 'Cable', de: 'Kabel' },
    '5g': { en: '5G', de: '5G' },
    '4g': { en: '4G', de: '4G' },
    '3g': { en: '3G', de: '3G' },
    slow: { en: 'Slow', de: 'Langsam' },
    offline: { en: 'Offline', de: 'Offline' },
  },
  pushPermission: {
    granted: { en: 'Allowed', de: 'Erlaubt' },
    denied: { en: 'Forbidden', de: 'Verboten' },
    undecided: { en: 'Undecided', de: 'Unentschieden' },
  },
  locationPermission: {
    always: { en: 'Always', de: 'Immer' },
    'while-in-use': { en: 'While in use', de: 'Während der Nutzung' },
    denied: { en: 'Forbidden', de: 'Verboten' },
    undecided: { en: 'Undecided', de: 'Unentschieden' },
  },
  appState: {
    foreground: { en: 'In front', de: 'Im Vordergrund' },
    background: { en: 'In the background', de: 'Im Hintergrund' },
    closed: { en: 'Closed', de: 'Geschlossen' },
  },
} as const satisfies Partial<Record<keyof typeof TITLES, Readonly<Record<string, Words>>>>;

const keeps = {
  // What a device is outlives the session; after a month without a word it may lie in a drawer.
  'device.form': oneOf(
    'form',
    { en: 'Form', de: 'Bauart: Telefon, Tablet, Computer und so weiter' },
    DEVICE_FORMS,
    days(30),
  ),
  'device.model': text('model', { en: 'Model', de: 'Modell' }, days(30)),
  'device.os': text(
    'os',
    { en: 'Operating system, such as ios or android', de: 'Betriebssystem, etwa ios oder android' },
    days(30),
  ),
  'device.osVersion': text(
    'osVersion',
    { en: 'Version of the operating system', de: 'Version des Betriebssystems' },
    days(30),
  ),
  'device.appVersion': text('appVersion', { en: 'Version of the app', de: 'Version der App' }, days(30)),
  // A commuter changes networks every few minutes.
  'device.connection': oneOf(
    'connection',
    { en: 'Connection', de: 'Wie das Gerät verbunden ist' },
    CONNECTIONS,
    minutes(10),
  ),
  'device.battery': {
    title: TITLES.battery,
    summary: { en: 'Charge of the battery', de: 'Ladung des Akkus' },
    type: 'number',
    unit: '%',
    staysTrueMs: minutes(30), // a phone in use loses some 10 % in half an hour
    from: takeProperty('battery'),
  },
  'device.charging': yesNo('charging', { en: 'It is being charged', de: 'Es wird geladen' }, minutes(30)), // as the battery
  'device.lowPower': yesNo('lowPower', { en: 'It saves power', de: 'Es spart Strom' }, minutes(30)), // as the battery
  // These come and go with the network, and with what is plugged in.
  'device.metered': yesNo(
    'metered',
    { en: 'The connection costs by the megabyte', de: 'Die Verbindung kostet nach Datenmenge' },
    minutes(10),
  ),
  'device.roaming': yesNo(
    'roaming',
    { en: 'It is in another operator’s network', de: 'Es ist im Netz eines anderen Anbieters' },
    minutes(10),
  ),
  'device.headphones': yesNo(
    'headphones',
    { en: 'Headphones are connected', de: 'Kopfhörer sind verbunden' },
    minutes(10),
  ),
  'device.carConnected': yesNo(
    'carConnected',
    { en: 'It is connected to a car', de: 'Es ist mit einem Auto verbunden' },
    minutes(10),
  ),
  // Settings stay as they are for months.
  'device.browser': text('browser', { en: 'Browser, such as Firefox 140', de: 'Browser, etwa Firefox 140' }, days(30)),
  'device.carrier': text('carrier', { en: 'Mobile operator', de: 'Mobilfunkanbieter' }, days(30)),
  'device.dataSaver': yesNo(
    'dataSaver',
    { en: 'It is set to use little data', de: 'Es soll wenig Daten verbrauchen' },
    days(30),
  ),
  'device.screenReader': yesNo(
    'screenReader',
    { en: 'Its screen is read aloud', de: 'Sein Bildschirm wird vorgelesen' },
    days(30),
  ),
  'device.pushPermission': oneOf(
    'pushPermission',
    { en: 'Push messages', de: 'Ob Push-Nachrichten erlaubt sind' },
    PERMISSIONS,
    days(30),
  ),
  'device.locationPermission': oneOf(
    'locationPermission',
    { en: 'Position', de: 'Ob die App die Position nutzen darf' },
    LOCATION_PERMISSIONS,
    days(30),
  ),
  // Apps report that they come to the front; no app reports that it was killed.
  'device.appState': oneOf('appState', { en: 'App', de: 'Ob die App offen ist' }, APP_STATES, minutes(10)),
  'device.locale': text(
    'locale',
    { en: 'Language and region, BCP 47', de: 'Sprache und Region, nach BCP 47' },
    days(30),
  ),
  // Apps report a change of zone when they next run; a week is a trip without opening the app.
  'device.zone': text('zone', { en: 'IANA time zone', de: 'IANA-Zeitzone' }, days(7)),
} satisfies SignalKind['keeps'];

/** Values that a device reports of its holder: each has a meaning by itself. */
const OF_THE_PERSON: ReadonlySet<string> = new Set(['device.locale', 'device.zone']);

/** State of a device. A part that is not said stays as it was. */
export default {
  name: 'device',
  title: { en: 'Device', de: 'Gerät' },
  summary: {
    en: 'What the customer holds in their hand, and what state it is in.',
    de: 'Was der Kunde in der Hand hält, und in welchem Zustand es ist.',
  },
  about: 'customer',
  group: 'device',
  shed: 'second',
  value: sayEach(
    z.strictObject({
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
    {
      form: { title: TITLES.form, titles: VALUES.form },
      model: TITLES.model,
      os: TITLES.os,
      osVersion: TITLES.osVersion,
      appVersion: TITLES.appVersion,
      connection: { title: TITLES.connection, titles: VALUES.connection },
      battery: { title: TITLES.battery, kind: 'percent', unit: '%' },
      charging: TITLES.charging,
      lowPower: TITLES.lowPower,
      metered: TITLES.metered,
      roaming: TITLES.roaming,
      headphones: TITLES.headphones,
      carConnected: TITLES.carConnected,
      browser: TITLES.browser,
      carrier: TITLES.carrier,
      dataSaver: TITLES.dataSaver,
      screenReader: TITLES.screenReader,
      pushPermission: { title: TITLES.pushPermission, titles: VALUES.pushPermission },
      locationPermission: { title: TITLES.locationPermission, titles: VALUES.locationPermission },
      appState: { title: TITLES.appState, titles: VALUES.appState },
      locale: { title: TITLES.locale, kind: 'locale', examples: ['de-DE'] },
      zone: { title: TITLES.zone, kind: 'zone', examples: ['Europe/Berlin'] },
      deviceId: TITLES.deviceId,
    },
  ),
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

type Reported = keyof typeof TITLES;

function yesNo(name: Reported, summary: Words, staysTrueMs: number): KeptValue {
  return { title: TITLES[name], summary, type: 'boolean', staysTrueMs, from: takeProperty(name) };
}

function oneOf(
  name: keyof typeof VALUES,
  { en, de }: Words,
  values: readonly string[],
  staysTrueMs: number,
): KeptValue {
  const summary = { en: `${en}: ${values.join(', ')}`, de };
  return { ...text(name, summary, staysTrueMs), values, titles: VALUES[name] };
}

function text(name: Reported, summary: Words, staysTrueMs: number): KeptValue {
  return { title: TITLES[name], summary, type: 'string', staysTrueMs, from: takeProperty(name) };
}
