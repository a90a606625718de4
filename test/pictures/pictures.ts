import { drawDemoScreen } from './demo-screen.ts';
import { drawFenceRule } from './fence-rule.ts';
import { drawFenceTrack } from './fence-track.ts';
import { drawPlaceCells } from './place-cells.ts';

/** The pictures of the pages that are made from the code, by their file in `docs/img/`. */
export const PICTURES: Readonly<Record<string, () => string | Promise<string>>> = {
  'demo.svg': drawDemoScreen,
  'fence-rule.svg': drawFenceRule,
  'fence-track.svg': drawFenceTrack,
  'place-cells.svg': drawPlaceCells,
};
