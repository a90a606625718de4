-- Rows are handed on with their attempts.
ALTER TABLE outcomes_fed MODIFY QUERY
SELECT step, at, elapsed_ms, customer, signal, signal_at, trigger, version, decision, channel, provider, place, gate, code, args, device_form, device_system, weather, temperature_band, hour, weekday, country, cell, place_tags, purpose, template, locale, variant, `group`, alone, machine, goal, is_primary, is_first, is_last, value, toUInt32(cityHash64(stored_at, seq, shard, row)) AS stream_place, attempt
FROM outcomes
WHERE decision != ''
