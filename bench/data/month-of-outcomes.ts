import type { OutcomeStore } from '../../engine/stores/contract.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';

/** The rows of a month, made by ClickHouse from hashes of numbers: each run has the same. */
export interface Month {
  readonly decisions: number;
  readonly customers: number;
  readonly days: number;
  /** Its first moment, milliseconds since 1970. */
  readonly from: number;
  /** Of its last week. */
  readonly signals: number;
}

const CHUNK = 250_000;

interface Step {
  readonly step: string;
  /** The middle of how long after the moment it comes; a few come twenty times as late. */
  readonly afterMs: number;
  /** Which decisions come to it. */
  readonly condition: string;
  /** Of a message by a next channel, the step in its id. */
  readonly next?: string;
}

/** The shares of decisions that come to each step; held back are the first half. */
const STEPS: readonly Step[] = [
  { step: 'matched', afterMs: 0, condition: '1' },
  { step: 'held-back', afterMs: 0, condition: 'n % 2 = 0' },
  { step: 'queued', afterMs: 3, condition: 'n % 2 = 1' },
  { step: 'attempted', afterMs: 40, condition: 'n % 2 = 1' },
  { step: 'sent', afterMs: 90, condition: 'n % 2 = 1 AND n % 50 != 1' },
  { step: 'failed', afterMs: 90, condition: 'n % 50 = 1' },
  { step: 'queued', afterMs: 90_000, condition: 'n % 100 = 51', next: '~2' },
  { step: 'sent', afterMs: 90_090, condition: 'n % 100 = 51', next: '~2' },
  { step: 'delivered', afterMs: 900, condition: 'n % 4 = 1' },
  { step: 'opened', afterMs: 60_000, condition: 'n % 20 = 3' },
  { step: 'clicked', afterMs: 90_000, condition: 'n % 100 = 3' },
  { step: 'converted', afterMs: 3_600_000, condition: 'n % 40 = 3' },
];

/** Fills the tables of outcomes with a month. */
export async function fillMonth(store: OutcomeStore, month: Month, say: (line: string) => void): Promise<void> {
  const { decisions } = month;
  for (let first = 0; first < decisions; first += CHUNK) {
    const count = Math.min(CHUNK, decisions - first);
    for (const index of STEPS.keys()) {
      await store.command(rowsOf(month, STEPS[index]!, index, first, count));
    }
    await store.command(visitsOf(month, first, count));
    await store.command(contentsOf(month, first, count));
    say(`${first + count} decisions`);
  }
  await store.command(signalsOf(month));
  await store.command(wokenOf(month));
  for (const table of ['outcomes', 'decisions', 'visits', 'signals', 'woken'])
    await store.command(`OPTIMIZE TABLE ${table} FINAL`);
}

/** The decision `n` matches at an even pace over the month; everything about it is drawn from a hash of `n`. */
function rowsOf(
  month: Month,
  { step, afterMs, condition, next = '' }: Step,
  index: number,
  first: number,
  count: number,
) {
  const isMatched = step === 'matched';
  const only = (of: string, value: string, none: string) => (step === of ? value : none);
  return `
    INSERT INTO outcomes (stored_at, seq, shard, row, step, at, wall_at, elapsed_ms, customer, signal, signal_at, trigger, version,
      decision, channel, provider, place, gate, reason, attempt, code, args, device_form, device_system, weather, temperature_band,
      hour, weekday, country, cell, place_tags, purpose, template, locale, \`group\`, alone, machine, goal, is_primary, is_first, is_last, value)
    SELECT now64(3), n, ${index}, 0, '${step}', at, at, late, ${customerOf(month)},
      concat('s-', toString(n)), begun, concat('trigger-', toString(intDiv(g, 13) % 40)), 1 + h % 3, ${decisionOf(next)},
      ['email', 'in-app', 'sms', 'push'][1 + (h + ${next === '' ? 0 : 1}) % 4], ${only('sent', "['smtp', 'inbox', 'twilio', 'fcm'][1 + h % 4]", "''")},
      concat('place-', toString(h % 300)), ${only('held-back', "['cooldown', 'frequency-cap', 'consent', 'quiet-hours', 'hold-out'][1 + h % 5]", "''")}, '', 1,
      ${only('held-back', "['cooling-down', 'cap-reached', 'no-consent', 'quiet-hours', 'control-group'][1 + h % 5]", only('failed', "'provider-refused'", "''"))}, '',
      ${isMatched ? FACTS : "'', '', '', '', NULL, NULL, '', '', [], '', '', ''"},
      ${isMatched ? "if(n % 2 = 1, 'message', multiIf(h % 5 = 4, 'control', h % 35 = 1, 'workspace-control', ''))" : "''"}, ${isMatched ? 'n % 6 = 0' : 'false'},
      ${only('opened', 'n % 60 = 3', 'false')},
      ${step === 'converted' ? "'order', true, true, true, toFloat64(10 + g % 90)" : "'', false, false, false, NULL"}
    FROM (
      SELECT *, ${afterMs} * (1 + 20 * pow((g % 1000) / 1000, 8)) + h % 10 AS late,
        fromUnixTimestamp64Milli(toInt64(toUnixTimestamp64Milli(begun) + late), 'UTC') AS at
      FROM (${drawn(month, first, count)})
    )
    WHERE ${condition}`;
}

const FACTS = `['phone', 'tablet', 'desktop', ''][1 + g % 4], ['ios', 'android', 'windows', ''][1 + g % 4],
      ['rain', 'clear', 'cloudy', 'snow', ''][1 + intDiv(g, 7) % 5], ['<0', '0-10', '10-20', ''][1 + intDiv(g, 11) % 4],
      toHour(begun, 'Europe/Berlin'), toDayOfWeek(begun, 0, 'Europe/Berlin'), 'DE',
      concat('51.', toString(g % 40), ' 12.', toString(g % 37)), ['store', concat('tag-', toString(h % 20))], 'offers',
      concat('template-', toString(intDiv(g, 13) % 40)), ['de', 'en', 'tr'][1 + g % 3]`;

const customerOf = ({ customers }: Month) => `concat('c-', toString(h % ${customers}))`;
/** A message by a next channel has the decision's id with a step in it. */
const decisionOf = (next: string) =>
  `concat('d-', substring(lower(hex(SHA256(toString(n)))), 1, 22), '${next}.', toString(toRelativeDayNum(begun)))`;
/** Numbers with two hashes each, and the times of their moments. */
const drawn = ({ from, days, decisions }: Month, first: number, count: number) => `
      SELECT number + ${first} AS n, cityHash64(n) AS h, cityHash64(h) AS g,
        fromUnixTimestamp64Milli(toInt64(${from} + n * ${(days * DAY_MS) / decisions}), 'UTC') AS begun
      FROM numbers(${count})`;

function visitsOf(month: Month, first: number, count: number): string {
  return `
    INSERT INTO visits (place, customer, at)
    SELECT concat('place-', toString(h % 300)), ${customerOf(month)}, begun + INTERVAL (h % 9) DAY
    FROM (${drawn(month, first, count)})
    WHERE n % 3 = 0`;
}

/** What every hundredth message said. */
function contentsOf(month: Month, first: number, count: number): string {
  return `
    INSERT INTO messages (stored_at, seq, shard, row, decision, customer, at, channel, content, content_cut)
    SELECT now64(3), n, 0, 0, ${decisionOf('')}, ${customerOf(month)}, begun, ['email', 'in-app', 'sms', 'push'][1 + h % 4],
      concat('{"text":"Hi ', toString(g), '"}'), false
    FROM (${drawn(month, first, count)})
    WHERE n % 100 = 1`;
}

/** Half are positions within a city, a fourth events, a fourth traits. */
function signalsOf(month: Month): string {
  const { from, days, signals } = month;
  const last = { ...month, from: from + (days - 7) * DAY_MS, days: 7, decisions: signals };
  return `
    INSERT INTO signals (stored_at, seq, shard, row, id, kind, customer, at, received_at, late, value, value_cut)
    SELECT now64(3), n, 0, 0, concat('i-', toString(n)), ['location', 'location', 'event', 'identify'][1 + h % 4], ${customerOf(month)},
      begun, begun, false, multiIf(
        h % 4 < 2, concat('{"lat":', toString(51.3 + (g % 1000) / 10000), ',"lon":', toString(12.3 + (g % 999) / 10000), '}'),
        h % 4 = 2, concat('{"name":"event-', toString(g % 50), '","properties":{"total":', toString(g % 90), ',"colour":"red"}}'),
        concat('{"traits":{"tier":"gold","field', toString(g % 20), '":1}}')
      ), false
    FROM (${drawn(last, 0, signals)})`;
}

/** Of each hour and trigger what woke it, and two conditions that said no. */
function wokenOf({ from, days }: Month): string {
  return `
    INSERT INTO woken (hour, trigger, condition, answer, run, count, stored_at, seq, shard, row)
    SELECT fromUnixTimestamp64Milli(toInt64(${from} + intDiv(number, 120) * 3600000), 'UTC'), concat('trigger-', toString(intDiv(number, 3) % 40)),
      ['', 'weather.condition is rain', 'cart.value above 20'][1 + number % 3], ['', 'no', 'unknown'][1 + number % 3], 'run-1',
      [100000, 60000, 20000][1 + number % 3], now64(3), number, 0, 0
    FROM numbers(${days * 24 * 120})`;
}
