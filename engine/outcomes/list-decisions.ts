const FACTS = `customer, signal, trigger, version, \`group\`, device_form, device_system, weather, temperature_band, hour, weekday,
      country, cell, place, place_tags, purpose, channel, provider, template, locale, variant, round(signal_age_ms) AS signal_age_ms`;
const TIMES = [
  ...['held', 'deferred', 'queued', 'sent', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'complained'],
  ...['expired', 'failed', 'uncertain', 'converted'],
].map((step) => `toUnixTimestamp64Milli(${step}_at) AS ${step}_at`);

/**
 * A decision as one number: its time in milliseconds, its day, its key. The least is the first decision, the greatest
 * the last. With a tuple in its place, which ClickHouse keeps apart for each person, the people behind a number took
 * twenty times as long (bench: results).
 */
export const ONE_NUMBER = `bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(at))), 80),
            bitOr(bitShiftLeft(toUInt128(toUInt16(day)), 64), toUInt128(key)))`;

/** Returns the key of a decision that is one number. */
export function keyOfNumber(one: string): string {
  return `toUInt64(bitAnd(${one}, toUInt128(18446744073709551615)))`;
}

/** Returns day and key of a decision that is one number, for SELECT. */
export function dayAndKeyOf(one: string): string {
  return `toDate(toUInt16(bitAnd(bitShiftRight(${one}, 64), toUInt128(65535)))) AS day, ${keyOfNumber(one)} AS key`;
}

/**
 * Returns a SELECT of whole decisions, the newest first, each with the number `of` all. `chosen` is a SELECT of `one`,
 * a decision as one number: they are found by few columns, and the others read of these alone.
 */
export function listAndCount(chosen: string): string {
  return `
    WITH (
      SELECT (count(), arraySlice(arrayReverseSort(groupArray(one)), 1 + {skip:UInt32}, {limit:UInt32})) FROM (${chosen})
    ) AS found
    ${listDecisions(
      `
      SELECT ${dayAndKeyOf('one')} FROM (SELECT arrayJoin(found.2) AS one)`,
      ', found.1 AS of',
    )}`;
}

/**
 * Returns a SELECT of whole decisions, the newest first. `chosen` is a SELECT of `day` and `key` that applies
 * `{limit:UInt32}` and `{skip:UInt32}`: decisions are found by few columns, and the others read of these alone.
 */
export function listDecisions(chosen: string, more = ''): string {
  return `
    SELECT toUnixTimestamp64Milli(d.at) AS at, decision, ${FACTS},
      ${TIMES.join(', ')},
      gate, code, if(args = '', '{}', args) AS args, alone, goal, value${more}
    FROM results.decisions AS d
    WHERE (day, key) IN (${chosen}
    )
    ORDER BY d.at DESC, key
    LIMIT {limit:UInt32}`;
}
