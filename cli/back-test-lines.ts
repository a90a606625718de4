import type { BackTestReport, OverlapTally } from '../engine/studies/contract.ts';
import { formatDuration } from '../triggers/arguments/durations.ts';
import { localDateOf, localTimeOf } from '../triggers/time/zone.ts';

/** Conditions, gates and triggers that are shown at most. */
const MOST_ROWS = 20;
const BAR_CHARS = 30;

/** A back-test's report for people: what would have happened first, then why not, then whom and when. */
export function backTestLines(report: BackTestReport): readonly string[] {
  const { trigger, signals, from, to, customers, zone } = report;
  const time = (at: number) => timeIn(zone, at);
  if (from === undefined || to === undefined) return [`${trigger}: there was no signal to test it on`];
  const speed = report.tookMs > 0 ? `, ${count((signals.tested / report.tookMs) * 1_000, 'signal')} a second` : '';
  return [
    `${trigger} over ${count(signals.tested, 'signal')} of ${count(customers, 'customer')}, ${time(from)} to ${time(to)}${speed}`,
    '',
    ...outcomeLines(report),
    ...section('why it did not match', conditionLines(report)),
    ...section('what the gates said of its matches', gateLines(report)),
    ...section(`live triggers it meets (within ${formatDuration(report.windowMs)})`, overlapLines(report)),
    ...section(`when (${zone}, spans of ${formatDuration(report.spanMs)})`, spanLines(report)),
    ...section('who', whoLines(report)),
    ...section('first matches', sampleLines(report)),
    ...section('note', noteLines(report)),
  ];
}

function outcomeLines({ woken, matches, matchedCustomers, sends, sentCustomers, channels, ...rest }: BackTestReport) {
  const { heldBack, expired, waiting, goals = [] } = rest;
  const by = Object.entries(channels).map(([channel, times]) => `${count(times)} by ${channel}`);
  const others = [
    `${count(heldBack)} held back`,
    ...(expired > 0 ? [`${count(expired)} expired`] : []),
    ...(waiting > 0 ? [`${count(waiting)} still waiting at the end`] : []),
  ];
  return [
    `woke     ${count(woken.times)} times: when said yes ${count(woken.yes)}, no ${count(woken.no)}, unknown ${count(woken.unknown)}`,
    `matched  ${count(matches)} times, ${count(matchedCustomers, 'customer')}`,
    `sent     ${count(sends, 'message')} to ${count(sentCustomers, 'customer')}${by.length > 0 ? ` (${by.join(', ')})` : ''}; ${others.join(', ')}`,
    ...Object.entries(rest.variants ?? {}).map(([variant, times]) => `variant  ${variant}: ${count(times, 'message')}`),
    ...goals.map(
      ({ goal, group, met, value }) =>
        `goal     ${goal} met ${count(met)} times by the group ${group}${value > 0 ? `, worth ${count(value)}` : ''}`,
    ),
  ];
}

function conditionLines({ conditions }: BackTestReport): readonly string[] {
  const rows = conditions.filter(({ no, unknown }) => no + unknown > 0);
  return table(
    ['no', 'unknown', 'alone', 'condition'],
    rows.map(({ no, unknown, alone, condition }) => [count(no), count(unknown), count(alone), condition]),
  );
}

function gateLines({ gates }: BackTestReport): readonly string[] {
  return table(
    ['held', 'put off', 'would', 'gate'],
    gates.map(({ held, deferred, would, gate, example }) => [
      count(held),
      count(deferred),
      count(would),
      `${gate}: ${example}`,
    ]),
  );
}

function overlapLines({ overlaps }: BackTestReport): readonly string[] {
  const row = ({ trigger, sameMoment, displaced, sameCustomer }: OverlapTally) =>
    [count(sameMoment), count(displaced), count(sameCustomer), trigger] as const;
  return table(['same moment', 'it gave way', 'same customer', 'trigger'], overlaps.map(row));
}

function spanLines({ spans, zone }: BackTestReport): readonly string[] {
  const most = Math.max(...spans.map(({ matches }) => matches), 1);
  return spans
    .slice(0, 48)
    .map(
      ({ at, matches, sends }) =>
        `${timeIn(zone, at)}  ${bar(matches, most)}  ${count(matches)} matched, ${count(sends)} sent`,
    )
    .concat(spans.length > 48 ? [`… and ${spans.length - 48} more spans`] : []);
}

function whoLines({ who, matchedCustomers }: BackTestReport): readonly string[] {
  const more = matchedCustomers - who.length;
  return who
    .map(({ customer, matches, sends }) => `${customer}: matched ${count(matches)}, sent ${count(sends)}`)
    .concat(more > 0 ? [`… and ${count(more, 'more customer')}`] : []);
}

function sampleLines({ samples, zone }: BackTestReport): readonly string[] {
  return samples.map(
    ({ customer, at, signal, place, became }) =>
      `${timeIn(zone, at)}  ${customer}${place === undefined ? '' : ` at ${place}`}, signal ${signal}: ${became}`,
  );
}

function noteLines({ notes, signals }: BackTestReport): readonly string[] {
  const { repeats, late, refused, reasons } = signals;
  const counted = [
    ...(repeats > 0 ? [`${count(repeats, 'signal')} came twice and changed nothing`] : []),
    ...(late > 0 ? [`${count(late, 'signal')} came too late to wake anything`] : []),
    ...(refused > 0 ? [`${count(refused, 'signal')} could not be read: ${reasons.join('; ')}`] : []),
  ];
  return [...counted, ...notes];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const shown = [head, ...rows.slice(0, MOST_ROWS)];
  const widths = head.map((_, i) => Math.max(...shown.map((row) => row[i]!.length)));
  const last = head.length - 1;
  const lines = shown.map((row) => row.map((cell, i) => (i === last ? cell : cell.padStart(widths[i]!))).join('  '));
  return rows.length > MOST_ROWS ? [...lines, `… and ${rows.length - MOST_ROWS} more`] : lines;
}

function bar(value: number, most: number): string {
  return '▇'.repeat(Math.ceil((value / most) * BAR_CHARS)).padEnd(BAR_CHARS);
}

function count(value: number, noun?: string): string {
  const number = Math.round(value).toLocaleString('en');
  return noun === undefined ? number : `${number} ${noun}${number === '1' ? '' : 's'}`;
}

function timeIn(zone: string, at: number): string {
  return `${localDateOf(zone, at)} ${localTimeOf(zone, at)}`;
}
