import type { Report } from '../report.ts';
import { column, count, cut, milliseconds, type Paint, table } from './text.ts';

/**
 * The end of the demo: what each trigger did, why messages were held back, how fast it went, where to look.
 * `stoppedAt`: in the middle.
 */
export function summaryLines(
  report: Report,
  posts: readonly (readonly [name: string, where: string])[],
  width: number,
  paint: Paint,
  stoppedAt?: string,
): readonly string[] {
  const all = Object.keys(report.sent).sort();
  // More than that have a table of their own: beside the triggers there is no room.
  const channels = all.length <= MOST_BESIDE ? all : [];
  const sumOf = (sent: Readonly<Record<string, number>>) => Object.values(sent).reduce((sum, n) => sum + n, 0);
  const isWide = width >= 110;
  const triggers = table(
    [
      { head: 'trigger' },
      { head: 'matched', isNumber: true },
      { head: 'held back', isNumber: true },
      ...(channels.length > 0 ? channels : ['sent']).map((head) => ({ head, isNumber: true })),
      { head: 'other', isNumber: true },
      ...(isWide ? ['queued p50', 'p99', 'accepted p50', 'p99'] : ['accepted p50']).map((head) => ({
        head,
        isNumber: true,
      })),
    ],
    report.triggers.map((t) => [
      t.trigger,
      count(t.matched),
      count(t.heldBack),
      ...(channels.length > 0 ? channels.map((channel) => t.sent[channel] ?? 0) : [sumOf(t.sent)]).map(count),
      count(t.other),
      ...(isWide
        ? [t.queuedP50, t.queuedP99, t.acceptedP50, t.acceptedP99].map(milliseconds)
        : [milliseconds(t.acceptedP50)]),
    ]),
    width,
    paint,
  );
  const reasons = table(
    [{ head: 'held back by' }, { head: 'messages', isNumber: true }],
    Object.entries(report.heldBack)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, n]) => [reason, count(n)]),
    width,
    paint,
  );
  const byChannel = table(
    [{ head: 'sent by' }, { head: 'messages', isNumber: true }],
    all.map((channel) => [channel, count(report.sent[channel] ?? 0)]),
    width,
    paint,
  );
  const { signalToQueued: queued, signalToAccepted: accepted } = report.latencyMs;
  const pace = (span: { p50: number; p99: number }) => `${milliseconds(span.p50)} p50, ${milliseconds(span.p99)} p99`;
  return [
    '',
    ...triggers,
    '',
    ...(channels.length > 0 ? [] : [...byChannel, '']),
    ...reasons,
    '',
    cut(`${count(report.signals)} signals, ${count(report.matched)} matches.`, width),
    cut(`Signal to queue ${pace(queued)}; signal to accepted ${pace(accepted)}.`, width),
    ...verdict(report, stoppedAt, width, paint),
    '',
    ...posts.map(([name, where]) => `${column(name, 7)}${where}`),
  ];
}

const MOST_BESIDE = 4;

function verdict({ problems }: Report, stoppedAt: string | undefined, width: number, paint: Paint): readonly string[] {
  if (stoppedAt !== undefined) return [paint.yellow(cut(`Stopped at ${stoppedAt}: this is not the whole day.`, width))];
  if (problems.length === 0) return [paint.green('Every signal and every message is accounted for.')];
  return problems.map((problem) => paint.red(cut(`not accounted for: ${problem}`, width)));
}
