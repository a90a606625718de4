import { judgeEntering, judgeLeaving } from '../../triggers/places/edge-rule.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import { placeAt } from '../support/moments.ts';
import { COLOURS, Svg } from './svg.ts';

const CENTRE = { lat: 52.5, lon: 13.4 };
const RADIUS = 50;
const MOST_METRES = 260;
const MOST_ACCURACY = 120;
const STEP_METRES = 2;
const STEP_ACCURACY = 2;
const PANEL = { width: 400, height: 240, top: 56 };
const FILLS = {
  once: `fill="${COLOURS.yes}" fill-opacity="0.75"`,
  second: `fill="${COLOURS.perhaps}" fill-opacity="0.6"`,
  never: 'fill="#f0f0f0"',
} as const;

/**
 * What a fix says of a circle of 50 m, by how far it is from the middle and how accurate: the rule itself, asked
 * everywhere.
 */
export function drawFenceRule(): string {
  const place = placeAt('circle', CENTRE.lat, CENTRE.lon, {
    shape: { type: 'circle', centre: CENTRE, radiusMetres: RADIUS },
  });
  const index = buildPlacesIndex([place]);
  const fixAt = (metres: number, accuracyMetres: number) => ({
    lat: CENTRE.lat + metres / 111_195,
    lon: CENTRE.lon,
    accuracyMetres,
  });
  const entering = (metres: number, accuracy: number) => {
    const fix = fixAt(metres, accuracy);
    if (index.holding(fix, 0).length === 0) return 'never';
    const says = judgeEntering(place, fix, 0, undefined, index);
    return says === 'in' ? 'once' : says === 'perhaps' ? 'second' : 'never';
  };
  const going = (metres: number, accuracy: number) => {
    const fix = fixAt(metres, accuracy);
    if (index.holding(fix, 0).length > 0) return 'never';
    const says = judgeLeaving(place, {}, fix, 0, index);
    return says === 'out' ? 'once' : says === 'perhaps' ? 'second' : 'never';
  };
  const svg = new Svg(960, 372, 'What a fix says of a circle of 50 metres');
  panel(svg, 60, 'Somebody outside: does this fix enter?', entering);
  panel(svg, 530, 'Somebody inside: does this fix leave?', going);
  legend(svg);
  return svg.finish();
}

type Says = keyof typeof FILLS;

function panel(svg: Svg, left: number, title: string, says: (metres: number, accuracy: number) => Says): void {
  const { width, height, top } = PANEL;
  const x = (metres: number) => left + (metres / MOST_METRES) * width;
  const y = (accuracy: number) => top + height - (accuracy / MOST_ACCURACY) * height;
  svg.text(left, top - 28, title, `font-size="15" font-weight="600" fill="${COLOURS.text}"`);
  svg.text(left - 34, top - 10, 'accuracy of the fix', 'font-size="11"');
  svg.rect(left, top, width, height, FILLS.never);
  for (let accuracy = 0; accuracy < MOST_ACCURACY; accuracy += STEP_ACCURACY) {
    let from = 0;
    for (let metres = STEP_METRES; metres <= MOST_METRES; metres += STEP_METRES) {
      const at = (m: number) => says(m + STEP_METRES / 2, accuracy + STEP_ACCURACY / 2);
      if (metres < MOST_METRES && at(metres) === at(from)) continue;
      const before = at(from);
      if (before !== 'never')
        svg.rect(x(from), y(accuracy + STEP_ACCURACY), x(metres) - x(from), y(0) - y(STEP_ACCURACY), FILLS[before]);
      from = metres;
    }
  }
  svg.line(
    [
      [x(RADIUS), top],
      [x(RADIUS), top + height],
    ],
    `stroke="${COLOURS.place}" stroke-width="2"`,
  );
  svg.text(x(RADIUS) + 5, top + 14, 'edge', `fill="${COLOURS.place}"`);
  svg.line(
    [
      [left, top + height],
      [left + width, top + height],
    ],
    'stroke="#595959"',
  );
  svg.line(
    [
      [left, top],
      [left, top + height],
    ],
    'stroke="#595959"',
  );
  for (let metres = 0; metres <= 250; metres += 50)
    svg.text(x(metres), top + height + 16, `${metres}`, 'text-anchor="middle"');
  svg.text(left + width, top + height + 32, 'metres from the middle', 'text-anchor="end" font-size="11"');
  for (let accuracy = 0; accuracy <= MOST_ACCURACY; accuracy += 20)
    svg.text(left - 6, y(accuracy) + 4, `${accuracy}`, 'text-anchor="end"');
}

function legend(svg: Svg): void {
  const entries = [
    ['once', 'at once'],
    ['second', 'the second in a row, five seconds later'],
    ['never', 'no, however often'],
  ] as const;
  let x = 60;
  for (const [says, text] of entries) {
    svg.rect(x, 344, 14, 14, `${FILLS[says]} stroke="#bfbfbf"`);
    svg.text(x + 20, 355, text);
    x += 60 + text.length * 6.6;
  }
}
