import type { Outcome, SignalRow } from './contract.ts';

/** The tables, by the character that marks their lines. */
export const TABLES = { o: 'outcomes', s: 'signals' } as const;

/** Of a position three decimals are kept where nothing else is said, 111 metres: enough for a story, too little to find somebody. */
const USUAL_DECIMALS = 3;
const POSITION = /("l(?:at(?:itude)?|on(?:gitude)?|ng)":)(-?\d+\.\d{4,}(?:e-?\d+)?)/g;
const MAX_VALUE_CHARS = 8_192;
const MAX_MEMBER_CHARS = 256;
const MAX_REASON_CHARS = 500;

/** One outcome as it travels through the stream: one line of text, a row of ClickHouse's `outcomes`. */
export function outcomeLine(outcome: Outcome): string {
  const { reason } = outcome;
  const text = JSON.stringify({
    step: outcome.step,
    at: Math.trunc(outcome.at),
    wall_at: Math.trunc(outcome.wallAt),
    elapsed_ms: Math.round(outcome.elapsedMs * 1000) / 1000,
    customer: outcome.customer,
    signal: outcome.signal,
    signal_at: Math.trunc(outcome.signalAt),
    trigger: outcome.trigger,
    version: outcome.version,
    decision: outcome.decision,
    channel: outcome.channel,
    provider: outcome.provider,
    place: outcome.place,
    gate: outcome.gate,
    reason: reason.length > MAX_REASON_CHARS ? `${reason.slice(0, MAX_REASON_CHARS - 1)}…` : reason,
    attempt: outcome.attempt,
  });
  return `o${wellFormed(text)}`;
}

/**
 * One signal as it travels through the stream: one line of text, a row of ClickHouse's `signals`. Positions in its value are
 * coarsened; of a value too long for a row only short members are kept, and the row says so.
 */
export function signalLine({ signal, receivedAt, late, positionDecimals = USUAL_DECIMALS }: SignalRow): string {
  const scale = 10 ** positionDecimals;
  // the usual place by number is three times as cheap as by text
  const kept = coarsened(signal.value, scale);
  let value = JSON.stringify(kept);
  const isCut = value.length > MAX_VALUE_CHARS;
  if (isCut) value = shortMembers(kept);
  if (value.includes('"l'))
    value = value.replace(POSITION, (_, name, degrees) => name + coarse(Number(degrees), scale));
  const who = `{"id":${quoted(signal.id)},"kind":${quoted(signal.kind)},"customer":${quoted(signal.customer)}`;
  const when = `"at":${Math.trunc(signal.at)},"received_at":${Math.trunc(receivedAt)}`;
  return `s${wellFormed(`${who},${when},"late":${late},"value_cut":${isCut},"value":${value}}`)}`;
}

/** What stands in JSON as it is. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function coarsened(value: SignalRow['signal']['value'], scale: number): SignalRow['signal']['value'] {
  const { lat, lon } = value;
  if (typeof lat !== 'number' || typeof lon !== 'number') return value;
  const kept: Record<string, unknown> = {};
  for (const name in value) kept[name] = value[name];
  kept.lat = coarse(lat, scale);
  kept.lon = coarse(lon, scale);
  return kept;
}

function coarse(degrees: number, scale: number): number {
  return Math.round(degrees * scale) / scale;
}

function shortMembers(value: Readonly<Record<string, unknown>>): string {
  const kept: string[] = [];
  let chars = 0;
  for (const [name, member] of Object.entries(value)) {
    const text = JSON.stringify(member);
    if (text === undefined || text.length + name.length > MAX_MEMBER_CHARS) continue;
    chars += text.length + name.length;
    if (chars > MAX_VALUE_CHARS) break;
    kept.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${kept.join(',')}}`;
}

/** Half a surrogate pair is legal in JavaScript and in JSON, and ClickHouse refuses the row. JSON.stringify escapes it. */
function wellFormed(json: string): string {
  if (!json.includes('\\ud')) return json;
  return json.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|u[0-9a-f]{4}|.)/g, (found, half) => (half ? '\\ufffd' : found));
}
