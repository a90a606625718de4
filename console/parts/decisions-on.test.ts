import { expect, test } from 'vitest';
import type { LiveDecision } from '../../engine/api/contract.ts';
import { decisionsOn } from './decisions-on.ts';

const square = {
  type: 'Feature',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [12, 51],
        [12.2, 51],
        [12.2, 51.4],
        [12, 51],
      ],
    ],
  },
  properties: { id: 'haus' },
} as const;
const places = { type: 'FeatureCollection', features: [square] } as unknown as GeoJSON.FeatureCollection;

function decision(place: string, step: LiveDecision['step']): LiveDecision {
  return { at: 0, decision: 'd', step, customer: 'hanna', signal: 's', trigger: 'rainy', place, channel: '', gate: '' };
}

test('a decision is drawn in the middle of its place, in the colour of how it ended last', () => {
  const { features } = decisionsOn(places, [decision('haus', 'failed'), decision('haus', 'sent')]);
  expect(features).toMatchObject([{ geometry: { coordinates: [12.1, 51.2] }, properties: { colour: '#e03131' } }]);
});

test('a decision without a place, at a place that is gone, or a gap is not drawn', () => {
  const decisions = [decision('', 'sent'), decision('gone', 'sent'), { gapSeconds: 3, at: 0 }];
  expect(decisionsOn(places, decisions).features).toEqual([]);
});
