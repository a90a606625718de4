/** Writes times of the day as a clock in the city shows them. */
export interface CityClock {
  /** `18:42:07` */
  time(at: number): string;
  /** `Thu 22 Oct 18:42` */
  date(at: number): string;
  /** `Fri 06:07` */
  weekday(at: number): string;
}

/** A clock of one zone. */
export function createCityClock(zone: string): CityClock {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const weekday = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const plain = (format: Intl.DateTimeFormat) => (at: number) => format.format(at).replaceAll(',', '');
  return { time: plain(time), date: plain(date), weekday: plain(weekday) };
}
