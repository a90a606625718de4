import { count, cut, type Paint } from './text.ts';

/** How the day stands, for the lines at the foot of the terminal. */
export interface StatusNumbers {
  /** City time in words, such as `Thu 22 Oct 18:42`. */
  readonly cityTime: string;
  readonly sky: string;
  /** Share of the day that is played, from 0 to 1. */
  readonly played: number;
  readonly speed: string;
  readonly signals: number;
  readonly signalsPerSecond: number;
  readonly matched: number;
  readonly heldBack: number;
  readonly deferred: number;
  readonly sent: ReadonlyMap<string, number>;
  readonly inbox: string;
  readonly console: string;
  /** Absent: no phone is offered. */
  readonly phone?: string;
}

/** Three lines, none wider than `width`. */
export function statusLines(now: StatusNumbers, width: number, paint: Paint): readonly string[] {
  const sent = [...now.sent.values()].reduce((sum, n) => sum + n, 0);
  const byChannel = [...now.sent].map(([channel, n]) => `${count(n)} ${channel}`).join(', ');
  const counts = [
    `${count(now.signals)} signals`,
    `${count(now.signalsPerSecond)}/s`,
    `${count(now.matched)} matched`,
    `${count(now.heldBack)} held back`,
    ...(now.deferred > 0 ? [`${count(now.deferred)} deferred`] : []),
    `${count(sent)} sent`,
  ].join(' · ');
  const inFull = `${counts}: ${byChannel}`;
  const bar = barOf(now.played, Math.max(10, Math.min(24, width - 64)));
  const phone = now.phone === undefined ? [] : [`phone ${now.phone}`];
  const legend = 'sent: ms to match · queue · accepted';
  return [
    paint.bold(fitColumns(`Leipzig  ${now.cityTime}  ${now.sky}`, now.speed, width)),
    byChannel !== '' && inFull.length <= width ? inFull : cut(counts, width),
    paint.dim(joinWhole([bar, `inbox ${now.inbox}`, `console ${now.console}`, ...phone, legend], width)),
  ];
}

/** The first of these, as many as fit uncut: half an address leads nowhere. */
function joinWhole(parts: readonly string[], width: number): string {
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line}  ${part}`;
    if ([...longer].length > width) break;
    line = longer;
  }
  return line;
}

/** Text on the left, another at the right edge; the left one gives way. */
function fitColumns(left: string, right: string, width: number): string {
  const room = width - [...right].length - 1;
  const shown = cut(left, room);
  return shown + ' '.repeat(Math.max(1, width - [...shown].length - [...right].length)) + right;
}

function barOf(share: number, width: number): string {
  const full = Math.round(Math.max(0, Math.min(1, share)) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
