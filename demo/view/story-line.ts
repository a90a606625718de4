import type { StepName } from '../../engine/outcomes/contract.ts';
import type { Story } from '../stories.ts';
import type { CityClock } from './city-clock.ts';
import { column, cut, milliseconds, type Paint } from './text.ts';

/** One story on one line, never wider than `width`; how often, where it was several in a row. */
export function storyLine(story: Story, width: number, paint: Paint, clock: CityClock, times = 1): string {
  const often = times > 1 ? ` ×${times}` : '';
  const [customer, trigger] = width >= 110 ? [22, 24] : [14, 17];
  const head = `${clock.time(story.at)} ${column(story.customer, customer)} ${column(story.trigger, trigger)} `;
  const { mark, word, colour } = WORDS[story.step] ?? { mark: '·', word: story.step, colour: 'dim' };
  const what = column(`${mark} ${word}`, 12);
  const room = Math.max(0, width - [...head].length - 12 - often.length);
  return (
    `${paint.dim(head.slice(0, 9))}${head.slice(9)}${paint[colour](what)}${detailOf(story, room, paint, clock)}`.trimEnd() +
    often
  );
}

const WORDS: Readonly<
  Partial<Record<StepName, { mark: string; word: string; colour: 'green' | 'yellow' | 'red' | 'cyan' | 'magenta' }>>
> = {
  sent: { mark: '→', word: 'sent', colour: 'green' },
  'held-back': { mark: '×', word: 'held back', colour: 'yellow' },
  deferred: { mark: '…', word: 'deferred', colour: 'magenta' },
  expired: { mark: '×', word: 'expired', colour: 'magenta' },
  failed: { mark: '!', word: 'failed', colour: 'red' },
  uncertain: { mark: '?', word: 'uncertain', colour: 'red' },
  bounced: { mark: '!', word: 'bounced', colour: 'red' },
  complained: { mark: '!', word: 'complained', colour: 'red' },
  opened: { mark: '✓', word: 'opened', colour: 'cyan' },
  clicked: { mark: '✓', word: 'clicked', colour: 'cyan' },
  replied: { mark: '✓', word: 'replied', colour: 'cyan' },
};

const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

function detailOf(story: Story, room: number, paint: Paint, clock: CityClock): string {
  const { step, channel, place, gate, reason, tookMs } = story;
  const inCityTime = reason.replace(ISO_TIME, (time) => clock.weekday(Date.parse(time)));
  const why = [gate, inCityTime].filter((text) => text !== '').join(': ');
  if (step !== 'sent') return cut(why || channel, room);
  const took = [tookMs.matched, tookMs.queued, tookMs.sent].map(formatShort).join(' · ');
  const first = cut(`${column(channel, Math.max(7, channel.length))} ${took}`, room);
  const left = room - [...first].length - 2;
  return left >= 12 && place !== '' ? `${first}  ${paint.dim(cut(place, left))}` : first;
}

function formatShort(ms: number | undefined): string {
  return milliseconds(ms).replace(' ms', '');
}
