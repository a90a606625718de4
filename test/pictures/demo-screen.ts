import pc from 'picocolors';
import { createCityClock } from '../../demo/view/city-clock.ts';
import { statusLines } from '../../demo/view/status.ts';
import { storyLine } from '../../demo/view/story-line.ts';
import { STANDING, TOLD, ZONE } from './demo-stories.ts';
import { drawTerminal } from './terminal.ts';

const WIDTH = 112;

/** Draws the terminal of the demo in the evening rush, by the functions that write it. */
export function drawDemoScreen(): string {
  const paint = pc.createColors(true);
  const clock = createCityClock(ZONE);
  const lines = TOLD.map(([story, times]) => storyLine(story, WIDTH, paint, clock, times));
  const label = 'The demo in a terminal: what was sent, what was held back and why, what customers did with it';
  return drawTerminal([...lines, '', ...statusLines(STANDING, WIDTH, paint)], WIDTH, label);
}
