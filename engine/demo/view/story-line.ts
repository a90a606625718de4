import type { StepName } from '../../outcomes/contract.ts';
import type { Story } from '../stories.ts';
import { column, cut, milliseconds, type Paint } from './text.ts';

/** One story on one line, never wider than `width`. `clock` writes the city's time. */
export function storyLine(story: Story, width: number, paint: Paint, clock: (at: number) => string): string {
  const [customer, trigger] = width >= 110 ? [22, 24] : [15, 19];
  const head = `${clock(story.at)} ${column(story.customer, customer)} ${column(story.trigger, trigger)} `;
  const { mark, word, colour } = WORDS[story.step] ?? { mark: '·', word: story.step, colour: 'dim' };
  const what = column(`${mark} ${word}`, 12);
  const room = Math.max(0, width - [...head].length - 12);
  return `${paint.dim(head.slice(0, 9))}${head.slice(9)}${paint[colour](what)}${detailOf(story, room, paint)}`.trimEnd();
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

function detailOf({ step, channel, place, gate, reason, tookMs }: Story, room: number, paint: Paint): string {
  const why = [gate, reason].filter((text) => text !== '').join(': ');
  if (why !== '') return cut(why, room);
  const times = step === 'sent' ? [tookMs.matched, tookMs.queued, tookMs.sent] : [];
  const took = times.length > 0 ? times.map(short).join(' · ') : '';
  const first = cut([column(channel, 7), took].join(' ').trimEnd(), room);
  const left = room - [...first].length - 2;
  return left >= 12 && place !== '' ? `${first}  ${paint.dim(cut(place, left))}` : first;
}

function short(ms: number | undefined): string {
  return milliseconds(ms).replace(' ms', '');
}
