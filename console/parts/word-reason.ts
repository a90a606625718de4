/** A reason as the engine stores it; of an old row only the sentence `reason`, in English. */
export interface StoredReason {
  readonly code?: string | undefined;
  readonly args?: Readonly<Record<string, string | number | readonly string[]>> | undefined;
  /** When it is over, milliseconds since 1970. */
  readonly until?: number | undefined;
  /** The words of a third party, such as a mail server. */
  readonly words?: string | undefined;
  readonly reason?: string | undefined;
}

/** The translator of the words for reasons, as far as it is used here. */
export interface ReasonTranslator {
  (key: string, values?: Readonly<Record<string, string | number>>): string;
  has(key: string): boolean;
}

/** The language and the zone of the reader, and how things are called there; absent: by their own names. */
export interface Reader {
  readonly language: string;
  readonly zone: string;
  readonly channel?: (name: string) => string;
  readonly place?: (id: string) => string;
}

/**
 * Words a reason by its code and arguments, with numbers, times and lists as the reader writes them. A code without
 * words, of another release, keeps the sentence that is stored. Never throws.
 */
export function wordReason(reason: StoredReason, t: ReasonTranslator, reader: Reader): string {
  const { language, zone } = reader;
  const { code = '', args = {}, until, words = '', reason: stored = '' } = reason;
  if (!t.has(`codes.${code}`)) return stored || words || code;
  // Only of a blocked address may nothing be said.
  const values: Record<string, string | number> = {
    ...MISSING,
    words: words || (code === 'suppressed' ? 'none' : '–'),
  };
  const name = nameThings(code, reader);
  for (const [key, arg] of Object.entries(args)) {
    if (typeof arg === 'object' && arg.length === 0 && key in MISSING) continue;
    const type = key === 'by' ? 'conjunction' : 'disjunction';
    values[key] =
      typeof arg === 'object'
        ? listOf(
            arg.map((one) => name(key, one)),
            type,
            language,
          )
        : name(key, arg);
  }
  // A dash cannot stand in what a message chooses by.
  for (const name of ['effect', 'ground']) values[name] = String(values[name]).replaceAll('-', '_');
  if (typeof args.percent === 'number') values.percent = new Intl.NumberFormat(language).format(args.percent);
  if (typeof args.hours === 'number') values.span = wordSpan(args.hours, t);
  if (until !== undefined) values.until = wordInstant(until, language, zone);
  return t(`codes.${code}`, values);
}

/** Returns what calls the things that arguments name as the reader does: channels, a place. */
function nameThings(code: string, { channel, place }: Reader) {
  return <Arg extends string | number>(key: string, arg: Arg): Arg | string => {
    if (typeof arg !== 'string') return arg;
    if (key === 'place') return place?.(arg) ?? arg;
    const isChannel = CHANNEL_ARGS.has(key) || (key === 'from' && OF_CHANNELS.test(code));
    // Beside a channel that is left out stands why, `sms (reach)`.
    return isChannel && channel ? arg.replace(/^[^ ]+/, channel) : arg;
  };
}

const CHANNEL_ARGS: ReadonlySet<string> = new Set(['channel', 'channels', 'after', 'without', 'over']);
const OF_CHANNELS = /^(?:channel-|taken-back)/;

/** Stands for arguments that are not there: the words choose by `none`, or show a dash. */
const MISSING = {
  ...{ until: 'none', purpose: 'none', channel: 'none', place: 'none', most: 'none', what: 'none' },
  beacon: 'none',
  ...{
    effect: 'none',
    channels: '–',
    by: '–',
    from: '–',
    to: '–',
    zone: '–',
    span: '–',
    percent: '–',
    attempts: 0,
    account: '–',
    after: 'none',
    without: 'none',
    state: 'none',
    seconds: '–',
    country: '–',
    ...{ ground: 'none', seen: '–', daypart: 'none', form: 'none', over: 'none', urgent: 'none' },
  },
} as const;

function listOf(items: readonly string[], type: 'conjunction' | 'disjunction', language: string): string {
  return items.length === 0 ? '–' : new Intl.ListFormat(language, { type }).format(items);
}

function wordSpan(hours: number, t: ReasonTranslator): string {
  if (hours < 1) return t('spans.minutes', { n: Math.round(hours * 60) });
  return hours % 24 === 0 && hours > 24
    ? t('spans.days', { n: hours / 24 })
    : t('spans.hours', { n: Math.round(hours * 10) / 10 });
}

function wordInstant(at: number, language: string, zone: string): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, { ...style, timeZone: zone }).format(at);
}
