import type { RecordedSignal } from '../sdk/protocol.ts';

/** The weather over the city as its signals pass by, in words. */
export interface Sky {
  take(signal: RecordedSignal): void;
  readonly words: string;
}

/** Parts of the city by the western edge of the area that a report is about. */
const PARTS: readonly (readonly [west: number, name: string])[] = [
  [12.3, 'Plagwitz'],
  [12.36, 'Waldplatz'],
  [12.375, 'centre'],
  [Number.POSITIVE_INFINITY, 'east'],
];

/** Starts under no sky at all. */
export function createSky(): Sky {
  const conditions = new Map<string, string>();
  let degrees: unknown;
  return {
    take({ kind, value }) {
      const area = value?.area as { readonly west?: number } | undefined;
      if (kind !== 'weather' || typeof area?.west !== 'number') return;
      const west = area.west;
      const [, part = ''] = PARTS.find(([edge]) => west < edge) ?? [];
      conditions.set(part, String(value?.condition ?? ''));
      if (part === 'centre') degrees = value?.temperatureCelsius;
    },
    get words() {
      const all = [...new Set(conditions.values())];
      const sky =
        all.length === 1
          ? all[0]
          : PARTS.flatMap(([, part]) => (conditions.has(part) ? [`${part} ${conditions.get(part)}`] : [])).join(', ');
      return [...(typeof degrees === 'number' ? [`${Math.round(degrees)} °C`] : []), ...(sky ? [sky] : [])].join('  ');
    },
  };
}
