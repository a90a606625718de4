/** The steps that a decision has a time of; each is a bit of its `steps`, in this order (`028-steps.sql`). */
export const STEP_TIMES = [
  ...['held', 'deferred', 'queued', 'attempted', 'sent', 'delivered', 'opened', 'clicked'],
  ...['replied', 'bounced', 'complained', 'expired', 'failed', 'uncertain', 'converted'],
  ...['machine_opened', 'machine_clicked'],
] as const;
const TIME = "Nullable(DateTime64(3, 'UTC'))";
const NAME = 'LowCardinality(String)';

/** The columns of decisions as tools read them: plain types, not those by which rows become one. */
export const DECISION_COLUMNS: Readonly<Record<string, string>> = {
  ...{
    at: "DateTime64(3, 'UTC')",
    day: 'Date',
    key: 'UInt64',
    decision: 'String',
    customer: 'String',
    signal: 'String',
  },
  ...{ trigger: NAME, version: 'UInt32', group: NAME, device_form: NAME, device_system: NAME, weather: NAME },
  ...{ temperature_band: NAME, hour: 'Nullable(UInt8)', weekday: 'Nullable(UInt8)', country: NAME, cell: 'String' },
  ...{ place: NAME, place_tags: 'Array(String)', purpose: NAME, channel: NAME, provider: NAME, template: NAME },
  ...{ locale: NAME, variant: NAME, signal_age_ms: 'Nullable(Float64)', goal: NAME, value: 'Nullable(Float64)' },
  ...{ is_first: 'Bool', is_last: 'Bool', gate: NAME, code: NAME, args: 'String', alone: 'Bool' },
  ...Object.fromEntries(STEP_TIMES.map((step) => [`${step}_at`, TIME])),
  ...{ matched_ms: 'Nullable(Float64)', queued_ms: 'Nullable(Float64)', sent_ms: 'Nullable(Float64)' },
};
