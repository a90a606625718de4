import * as z from 'zod';
import { keepTogether, minutes, takeMeasured, takeProperty } from '../state/kept.ts';
import type { Words } from '../words/contract.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

/** How a position was found, the surest first. */
export const POSITION_SOURCES = ['gps', 'fused', 'wifi', 'beacon', 'network', 'cell', 'ip', 'manual'] as const;

const SOURCE_WORDS: Readonly<Record<(typeof POSITION_SOURCES)[number], Words>> = {
  gps: { en: 'Satellites (GPS)', de: 'Satelliten (GPS)' },
  fused: { en: 'Several together', de: 'Mehrere zusammen' },
  wifi: { en: 'Wi-Fi', de: 'WLAN' },
  beacon: { en: 'Beacon', de: 'Funkbake' },
  network: { en: 'Network', de: 'Netz' },
  cell: { en: 'Cell tower', de: 'Funkzelle' },
  ip: { en: 'Internet address', de: 'Internetadresse' },
  manual: { en: 'By hand', de: 'Von Hand' },
};

// Someone on foot is 400 m further after five minutes, someone in a car has left the quarter: older than that, "here"
// is a guess.
const staysTrueMs = minutes(5);

const keeps = {
  'location.lat': {
    title: { en: 'Latitude', de: 'Breitengrad' },
    summary: { en: 'Latitude', de: 'Geografische Breite' },
    type: 'number',
    unit: '°',
    staysTrueMs,
    from: takeProperty('lat'),
  },
  'location.lon': {
    title: { en: 'Longitude', de: 'Längengrad' },
    summary: { en: 'Longitude', de: 'Geografische Länge' },
    type: 'number',
    unit: '°',
    staysTrueMs,
    from: takeProperty('lon'),
  },
  'location.accuracyMetres': {
    title: { en: 'Accuracy of the position', de: 'Genauigkeit der Position' },
    summary: {
      en: 'Radius within which the position is right, by the device',
      de: 'Umkreis, in dem die Position nach dem Gerät stimmt',
    },
    type: 'number',
    unit: 'm',
    staysTrueMs,
    from: takeProperty('accuracyMetres'),
  },
  'location.speedMetresPerSecond': {
    title: { en: 'Speed', de: 'Tempo' },
    summary: { en: 'Speed over ground', de: 'Tempo über Grund' },
    type: 'number',
    unit: 'm/s',
    staysTrueMs: minutes(1), // people stop at a kerb within seconds
    from: takeMeasured('speedMetresPerSecond'),
  },
  'location.headingDegrees': {
    title: { en: 'Heading', de: 'Laufrichtung' },
    summary: {
      en: 'Direction of travel, clockwise from north',
      de: 'Richtung der Bewegung, von Norden im Uhrzeigersinn',
    },
    type: 'number',
    unit: '°',
    staysTrueMs: minutes(1), // as the speed
    from: takeMeasured('headingDegrees'),
  },
  'location.altitudeMetres': {
    title: { en: 'Altitude', de: 'Höhe' },
    summary: { en: 'Height above the sea', de: 'Höhe über dem Meer' },
    type: 'number',
    unit: 'm',
    staysTrueMs,
    from: takeProperty('altitudeMetres'),
  },
  'location.source': {
    title: { en: 'Source of the position', de: 'Quelle der Position' },
    summary: { en: `How it was found: ${POSITION_SOURCES.join(', ')}`, de: 'Wie die Position gefunden wurde' },
    type: 'string',
    values: POSITION_SOURCES,
    titles: SOURCE_WORDS,
    staysTrueMs,
    from: takeProperty('source'),
  },
  'location.mocked': {
    title: { en: 'Position is made up', de: 'Position ist vorgetäuscht' },
    summary: {
      en: 'The device says that the position is made up',
      de: 'Das Gerät sagt, dass die Position erfunden ist',
    },
    type: 'boolean',
    staysTrueMs,
    from: takeProperty('mocked'),
  },
} satisfies SignalKind['keeps'];

const BESIDE = Object.keys(keeps).filter((field) => field !== 'location.lat');

/** A position fix. */
export default {
  name: 'location',
  title: { en: 'Position', de: 'Position' },
  summary: { en: 'Where the customer is.', de: 'Wo der Kunde ist.' },
  about: 'customer',
  group: 'position',
  shed: 'first',
  value: sayEach(
    z.strictObject({
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
      accuracyMetres: z.number().min(0).max(1_000_000).optional(),
      // -1 is what phones say for unknown.
      speedMetresPerSecond: z.number().min(-1).max(1_000).optional(),
      headingDegrees: z.number().min(-1).max(360).optional(),
      altitudeMetres: z.number().min(-12_000).max(100_000).optional(),
      source: z.enum(POSITION_SOURCES).optional(),
      mocked: z.boolean().optional(),
      /** Which of the customer's devices says so; see `state/devices.ts`. */
      deviceId: z.string().min(1).max(64).optional(),
    }),
    {
      lat: { title: { en: 'Latitude', de: 'Breitengrad' }, unit: '°' },
      lon: { title: { en: 'Longitude', de: 'Längengrad' }, unit: '°' },
      accuracyMetres: { title: { en: 'Accuracy', de: 'Genauigkeit' }, kind: 'metres', unit: 'm' },
      speedMetresPerSecond: {
        title: { en: 'Speed', de: 'Tempo' },
        unit: 'm/s',
        description: { en: '-1 for unknown, as phones say it.', de: '-1 für unbekannt, wie Telefone es sagen.' },
      },
      headingDegrees: {
        title: { en: 'Heading', de: 'Laufrichtung' },
        unit: '°',
        description: { en: 'Clockwise from north.', de: 'Von Norden im Uhrzeigersinn.' },
      },
      altitudeMetres: { title: { en: 'Altitude', de: 'Höhe' }, kind: 'metres', unit: 'm' },
      source: { title: { en: 'Source of the position', de: 'Quelle der Position' }, titles: SOURCE_WORDS },
      mocked: { en: 'Position is made up', de: 'Position ist vorgetäuscht' },
      deviceId: { en: 'Device', de: 'Gerät' },
    },
  ),
  keeps,
  together: [Object.keys(keeps)],
  effect: (state) => keepTogether(state, 'location.lat', BESIDE),
  examples: [
    { value: { lat: 48.2082, lon: 16.3738, accuracyMetres: 12, speedMetresPerSecond: 1.3, source: 'gps' }, ok: true },
    { value: { lat: -90, lon: 180 }, ok: true },
    { value: { lat: 48.2, lon: 16.4, speedMetresPerSecond: -1, headingDegrees: -1 }, ok: true },
    { value: { lat: 90.001, lon: 0 }, ok: false },
    { value: { lat: 0, lon: -180.5 }, ok: false },
    { value: { lat: '48.2', lon: 16.4 }, ok: false },
    { value: { lat: 48.2, lng: 16.4 }, ok: false },
    { value: { lat: 48.2, lon: 16.4, accuracy: 12 }, ok: false },
  ],
} satisfies SignalKind;
