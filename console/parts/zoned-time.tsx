import { useLocale } from 'use-intl';

const STYLES = {
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
  second: {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  },
  'date-time': {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  full: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'long',
  },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeStyle = keyof typeof STYLES;

/** English is Britain's here: 21:12 CET, where America's would be 09:12 PM GMT+1. */
const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB', de: 'de-DE' };
const formats = new Map<string, Intl.DateTimeFormat>();

/** Writes a time of a zone, with the zone's name as it was then: an hour that a clock change repeats is told apart. */
export function writeTime(at: number, zone: string, style: TimeStyle, language: string): string {
  const key = `${zone} ${style} ${language}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[language] ?? language, {
      ...STYLES[style],
      timeZone: zone,
      hourCycle: 'h23',
    });
    formats.set(key, format);
  }
  return format.format(at);
}

/** Writes times of one zone in the reader's language. */
export function useZonedTime(zone: string): (at: number, style?: TimeStyle) => string {
  const language = useLocale();
  return (at, style = 'date-time') => writeTime(at, zone, style, language);
}

/** A time in a zone; the whole of it is told when it is pointed at. */
export function ZonedTime({
  at,
  zone,
  style = 'date-time',
}: {
  readonly at: number;
  readonly zone: string;
  readonly style?: TimeStyle;
}) {
  const write = useZonedTime(zone);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${write(at, 'full')} · ${zone}`}
      style={{ whiteSpace: 'nowrap' }}
    >
      {write(at, style)}
    </time>
  );
}
