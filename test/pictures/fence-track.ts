import type { Stimulus } from '../../triggers/contract.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { Fix, Position } from '../../triggers/places/contract.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { placeAt, signalOf, THURSDAY_EVENING as T } from '../support/moments.ts';
import { COLOURS, Svg } from './svg.ts';

const CENTRE = { lat: 52.5, lon: 13.4 };
const RADIUS = 80;
/** Where the middle of the store is in the picture, and how large a metre. */
const [MIDDLE_X, MIDDLE_Y, SCALE] = [478, 214, 1.6];

/** East and north of the middle of the store, how accurate, and how long after the one before; seconds. */
const TRACK: readonly (readonly [east: number, north: number, accuracy: number, seconds: number])[] = [
  [-245, 70, 12, 0],
  [-190, 55, 15, 30],
  [-135, 42, 20, 30],
  [-78, 10, 30, 30],
  [230, -95, 25, 2],
  [-40, -2, 35, 28],
  [-5, -12, 18, 30],
  [42, -20, 15, 30],
  [82, -25, 22, 30],
  [70, -8, 18, 30],
  [92, 22, 30, 30],
  [76, 40, 20, 30],
  [104, 52, 25, 30],
  [150, 80, 20, 30],
  [205, 95, 12, 30],
  [255, 112, 10, 30],
];

/**
 * A walk past a store with an erring phone, and what the fences say of each fix: the engine's own functions, fix by
 * fix.
 */
export async function drawFenceTrack(): Promise<string> {
  const advance = createAdvance(await loadSignalKinds());
  const store = placeAt('store', CENTRE.lat, CENTRE.lon, {
    shape: { type: 'circle', centre: CENTRE, radiusMetres: RADIUS },
  });
  const index = buildPlacesIndex([store]);
  const state = emptyState('c1');
  const svg = new Svg(960, 446, 'A walk past a store, fix by fix');
  svg.text(24, 30, 'A walk past a store, fix by fix', `font-size="15" font-weight="600" fill="${COLOURS.text}"`);
  svg.text(
    24,
    50,
    'The ring around a fix is its accuracy; the store has a radius of 80 m; half a minute between fixes, two seconds before the fifth.',
  );
  svg.circle(
    MIDDLE_X,
    MIDDLE_Y,
    RADIUS * SCALE,
    `fill="${COLOURS.place}" fill-opacity="0.08" stroke="${COLOURS.place}" stroke-width="2"`,
  );
  let at = T;
  const seen = TRACK.map(([east, north, accuracyMetres, seconds], i) => {
    at += seconds * 1_000;
    const fix: Fix = { ...moveBy(east, north), accuracyMetres };
    const advanced = advance(state, signalOf('location', { ...fix }, { id: `s${i}`, at }), index, at);
    const stimuli = advanced.repeat ? [] : advanced.stimuli;
    return { ...onPicture(fix), accuracyMetres, ...sayingOf(stimuli, state, at) };
  });
  const counted = seen.filter(({ colour }) => colour !== COLOURS.refused);
  svg.line(
    counted.map(({ x, y }) => [x, y] as const),
    'stroke="#bfbfbf" stroke-width="1.5" stroke-dasharray="4 4"',
  );
  for (const { x, y, accuracyMetres, colour } of seen) {
    svg.circle(
      x,
      y,
      accuracyMetres * SCALE,
      `fill="${colour}" fill-opacity="0.1" stroke="${colour}" stroke-opacity="0.6"`,
    );
  }
  seen.forEach(({ x, y, colour, says }, i) => {
    svg.circle(x, y, 9, `fill="${colour}"`);
    svg.text(x, y + 4, `${i + 1}`, 'text-anchor="middle" font-size="11" font-weight="600" fill="#ffffff"');
    if (says) svg.text(x, y - 15, says, `text-anchor="middle" font-weight="600" fill="${colour}"`);
  });
  legend(svg);
  return svg.finish();
}

interface Saying {
  readonly colour: string;
  readonly says?: string;
}

function sayingOf(stimuli: readonly Stimulus[], { inside, movement, positionAt }: CustomerState, at: number): Saying {
  if (positionAt !== at) return { colour: COLOURS.refused, says: 'cannot be' };
  const moved = stimuli.find(({ type }) => type === 'enter' || type === 'exit');
  if (moved?.type === 'enter') return { colour: COLOURS.yes, says: 'enter' };
  if (moved?.type === 'exit') return { colour: COLOURS.no, says: 'exit' };
  if (movement?.entering?.store !== undefined) return { colour: COLOURS.perhaps, says: 'perhaps in' };
  if (inside.store?.outAt !== undefined) return { colour: COLOURS.perhaps, says: 'perhaps out' };
  return { colour: inside.store ? COLOURS.yes : COLOURS.no };
}

function legend(svg: Svg): void {
  const entries = [
    [COLOURS.no, 'outside'],
    [COLOURS.perhaps, 'perhaps: it takes a second one'],
    [COLOURS.yes, 'inside'],
    [COLOURS.refused, 'nobody can have come there'],
  ] as const;
  let x = 32;
  for (const [colour, text] of entries) {
    svg.circle(x, 424, 7, `fill="${colour}"`);
    svg.text(x + 14, 428, text);
    x += 60 + text.length * 6.4;
  }
}

function moveBy(east: number, north: number): Position {
  return {
    lat: CENTRE.lat + north / 111_195,
    lon: CENTRE.lon + east / (111_195 * Math.cos((CENTRE.lat * Math.PI) / 180)),
  };
}

function onPicture({ lat, lon }: Position): { readonly x: number; readonly y: number } {
  const east = (lon - CENTRE.lon) * 111_195 * Math.cos((CENTRE.lat * Math.PI) / 180);
  return { x: MIDDLE_X + east * SCALE, y: MIDDLE_Y - (lat - CENTRE.lat) * 111_195 * SCALE };
}
