import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { randomOf } from './random.ts';

/** Towns that places stand and customers walk in. */
export const TOWNS = Array.from({ length: 20 }, (_, i) => ({
  lat: 48 + (i % 5) * 1.3,
  lon: 7 + Math.floor(i / 5) * 1.9,
}));

/** How far from the middle of a town things are, degrees. */
export const SPREAD = 0.03;

/**
 * Writes a workspace folder: places around towns; half of the triggers wait for an event of their own, the other half
 * for entering a place and for something rare; half of the customers are in a trigger's control group.
 */
export async function writeWorkspace(folder: string, triggers: number, places: number): Promise<void> {
  const random = randomOf(2);
  for (const part of ['places', 'triggers', 'templates']) await mkdir(join(folder, part), { recursive: true });
  await writeFile(
    join(folder, 'workspace.yaml'),
    stringify({
      name: 'bench',
      zone: 'Europe/Berlin',
      // It measures the same at any hour.
      'quiet-hours': 'off',
      channels: ['in-app'],
      purposes: { offers: { marketing: true } },
      caps: [],
    }),
  );
  const features = Array.from({ length: places }, (_, i) => {
    const town = TOWNS[i % TOWNS.length]!;
    const near = () => (random() - 0.5) * 2 * SPREAD;
    return {
      type: 'Feature',
      properties: { id: `p${i}`, tags: [`tag-${i % 50}`], radiusMetres: 50 + Math.round(random() * 150) },
      geometry: { type: 'Point', coordinates: [town.lon + near(), town.lat + near()] },
    };
  });
  await writeFile(join(folder, 'places/all.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
  const documents = Array.from({ length: triggers }, (_, i) => triggerOf(i));
  await writeFile(join(folder, 'triggers/all.yaml'), documents.map((document) => stringify(document)).join('---\n'));
  const slots = {
    title: 'An offer for {{customer.firstName}}',
    body: 'Only today: {{event.item}} at {{event.price}} euros.',
  };
  await writeFile(
    join(folder, 'templates/offer.yaml'),
    stringify({ name: 'offer', summary: 'An offer', channels: { 'in-app': slots } }),
  );
}

function triggerOf(i: number) {
  const message = { template: 'offer', purpose: 'offers', channels: ['in-app'], expires: '1h' };
  const isEvent = i % 2 === 0;
  return {
    name: `t${i}`,
    summary: 'Measured',
    on: isEvent
      ? { signal: { kind: 'event', name: `event ${i / 2}` } }
      : { enter: { places: { tag: `tag-${i % 50}` } } },
    when: isEvent
      ? { all: [{ 'device.form': 'phone' }, { 'event.price': { 'at-most': 1_000 } }] }
      : { all: [{ 'customer.segment': `segment ${i}` }, { 'location.accuracyMetres': { 'at-most': 50 } }] },
    holdout: '50%',
    message,
  };
}
