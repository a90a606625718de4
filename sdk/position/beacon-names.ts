import type { BeaconRegion, NeighbourBeacon } from './contract.ts';

/** Writes a beacon as the engine names it; a region with the parts that it has. */
export function idOfBeacon(beacon: BeaconRegion): string {
  if ('uuid' in beacon) return ['ibeacon', beacon.uuid, beacon.major, beacon.minor].filter(isSaid).join(':');
  if ('url' in beacon) return `eddystone-url:${beacon.url}`;
  const { namespace, instance } = beacon;
  return ['eddystone', namespace, instance].flatMap((part) => (isSaid(part) ? plainHex(part) : [])).join(':');
}

/** Reads a region as the engine names it; undefined: a kind that this SDK does not know. */
export function regionOfBeacons(name: string): NeighbourBeacon | undefined {
  const [kind, first = '', second, third] = name.split(':');
  if (kind === 'eddystone-url') return { identifier: name, url: name.slice(kind.length + 1) };
  if (kind === 'eddystone') return { identifier: name, namespace: first, ...(isSaid(second) && { instance: second }) };
  if (kind !== 'ibeacon') return undefined;
  const minor = isSaid(third) && { minor: Number(third) };
  return { identifier: name, uuid: first, ...(isSaid(second) && { major: Number(second) }), ...minor };
}

function isSaid<T>(part: T | null | undefined): part is T {
  return part !== null && part !== undefined;
}

/** Android's modules write `0x…`. */
function plainHex(text: string): string {
  return text.replace(/^0x/i, '');
}
