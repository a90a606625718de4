import * as z from 'zod';
import { keepTogether, minutes, takeMeasured, takeProperty } from '../hearing/kept.ts';
import type { SignalKind } from './contract.ts';

/** How a position was found, the surest first. */
export const POSITION_SOURCES = ['gps', 'fused', 'wifi', 'beacon', 'network', 'cell', 'ip', 'manual'] as const;

// Someone on foot is 400 m further after five minutes, someone in a car has left the quarter: older than that, "here" is a guess.
const staysTrueMs = minutes(5);

const keeps = {
  'location.lat': { summary: 'Latitude', type: 'number', unit: '°', staysTrueMs, from: takeProperty('lat') },
  'location.lon': { summary: 'Longitude', type: 'number', unit: '°', staysTrueMs, from: takeProperty('lon') },
  'location.accuracyMetres': {
    summary: 'Radius within which the position is right, by the device',
    type: 'number',
    unit: 'm',
    staysTrueMs,
    from: takeProperty('accuracyMetres'),
  },
  'location.speedMetresPerSecond': {
    summary: 'Speed over ground',
    type: 'number',
    unit: 'm/s',
    staysTrueMs: minutes(1), // people stop at a kerb within seconds
    from: takeMeasured('speedMetresPerSecond'),
  },
  'location.headingDegrees': {
    summary: 'Direction of travel, clockwise from north',
    type: 'number',
    unit: '°',
    staysTrueMs: minutes(1), // as the speed
    from: takeMeasured('headingDegrees'),
  },
  'location.altitudeMetres': {
    summary: 'Height above the sea',
    type: 'number',
    unit: 'm',
    staysTrueMs,
    from: takeProperty('altitudeMetres'),
  },
  'location.source': {
    summary: `How it was found: ${POSITION_SOURCES.join(', ')}`,
    type: 'string',
    values: POSITION_SOURCES,
    staysTrueMs,
    from: takeProperty('source'),
  },
  'location.mocked': {
    summary: 'The device says that the position is made up',
    type: 'boolean',
    staysTrueMs,
    from: takeProperty('mocked'),
  },
} satisfies SignalKind['keeps'];

const BESIDE = Object.keys(keeps).filter((field) => field !== 'location.lat');

/** A position fix. */
export default {
  name: 'location',
  summary: 'Where the customer is.',
  about: 'customer',
  shed: 'first',
  value: z.strictObject({
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
