-- Every row of a decision is handed on.
CREATE MATERIALIZED VIEW IF NOT EXISTS outcomes_fed TO decision_feed AS
SELECT step, at, elapsed_ms, customer, signal, signal_at, trigger, version, decision, channel, provider, place, gate, code, args, device_form, device_system, weather, temperature_band, hour, weekday, country, cell, place_tags, purpose, template, locale, variant, `group`, alone, machine, goal, is_primary, is_first, is_last, value
FROM outcomes
WHERE decision != ''
