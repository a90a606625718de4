import * as z from 'zod';
import { BEACON_ID } from '../places/beacon-id.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

/** A device heard a beacon, or hears it no longer. What it says of places is in `places/beacons.ts`. */
export default {
  name: 'beacon',
  title: { en: 'Beacon', de: 'Funkbake' },
  summary: {
    en: 'The customer’s device hears a beacon. Places may have beacons in place of a shape.',
    de: 'Das Gerät des Kunden hört eine Funkbake. Orte können Funkbaken statt einer Form haben.',
  },
  about: 'customer',
  group: 'position',
  shed: 'first',
  value: sayEach(
    z.strictObject({
      beacon: z.string().regex(BEACON_ID),
      rssi: z.number().min(-127).max(20).optional(),
      readings: z.int().min(1).max(1_000).optional(),
      gone: z.boolean().optional(),
      deviceId: z.string().min(1).max(64).optional(),
    }),
    {
      beacon: {
        title: { en: 'Beacon', de: 'Funkbake' },
        description: {
          en: '`ibeacon:UUID:MAJOR:MINOR`, `eddystone:NAMESPACE:INSTANCE` or `eddystone-url:https://…`.',
          de: '`ibeacon:UUID:MAJOR:MINOR`, `eddystone:NAMESPACE:INSTANCE` oder `eddystone-url:https://…`.',
        },
      },
      rssi: {
        title: { en: 'Signal strength', de: 'Signalstärke' },
        unit: 'dBm',
        description: { en: 'Nearer to 0 is stronger.', de: 'Näher an 0 ist stärker.' },
      },
      readings: {
        title: { en: 'Readings', de: 'Messungen' },
        description: {
          en: 'The strength is the median of so many.',
          de: 'Die Stärke ist der Median von so vielen.',
        },
      },
      gone: {
        title: { en: 'Gone', de: 'Weg' },
        description: {
          en: 'The device hears it no longer; without a word, silence says the same later.',
          de: 'Das Gerät hört sie nicht mehr; ohne ein Wort sagt Stille später dasselbe.',
        },
      },
      deviceId: { en: 'Device', de: 'Gerät' },
    },
  ),
  keeps: {},
  examples: [
    { value: { beacon: 'ibeacon:F7826DA6-4FA2-4E98-8024-BC5B71E0893E:100:7', rssi: -71, readings: 5 }, ok: true },
    { value: { beacon: 'eddystone:edd1ebeac04e5defa017:0123456789ab', rssi: -80 }, ok: true },
    { value: { beacon: 'eddystone-url:https://example.org/door' }, ok: true },
    { value: { beacon: 'eddystone:edd1ebeac04e5defa017:0123456789ab', gone: true }, ok: true },
    { value: { beacon: 'ibeacon:F7826DA6-4FA2-4E98-8024-BC5B71E0893E:100' }, ok: false },
    { value: { beacon: 'ibeacon:F7826DA6-4FA2-4E98-8024-BC5B71E0893E:100:65536' }, ok: false },
    { value: { beacon: 'door' }, ok: false },
    { value: { beacon: 'eddystone:edd1ebeac04e5defa017:0123456789ab', rssi: '-80' }, ok: false },
    { value: { rssi: -60 }, ok: false },
  ],
} satisfies SignalKind;
