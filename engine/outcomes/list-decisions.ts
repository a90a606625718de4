const FACTS = `customer, signal, trigger, version, \`group\`, device_form, device_system, weather, temperature_band, hour, weekday,
      country, cell, place, place_tags, purpose, channel, provider, template, locale, variant, round(signal_age_ms) AS signal_age_ms`;
const TIMES = [
  ...['held', 'deferred', 'queued', 'sent', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'complained'],
  ...['expired', 'failed', 'uncertain', 'converted'],
].map((step) => `toUnixTimestamp64Milli(${step}_at) AS ${step}_at`);

/**
 * Returns a SELECT of whole decisions, the newest first. `chosen` is a SELECT of `day` and `key` that applies
 * `{limit:UInt32}` and `{skip:UInt32}`: decisions are found by few columns, and the others read of these alone.
 */
export function listDecisions(chosen: string): string {
  return `
    SELECT toUnixTimestamp64Milli(d.at) AS at, decision, ${FACTS},
      ${TIMES.join(', ')},
      gate, code, if(args = '', '{}', args) AS args, alone, goal, value
    FROM results.decisions AS d
    WHERE (day, key) IN (${chosen}
    )
    ORDER BY d.at DESC, key
    LIMIT {limit:UInt32}`;
}
