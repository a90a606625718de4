/** Writes times of the day as a clock in the city shows them. */
export interface CityClock {
  /** `18:42:07` */
  time(at: number): string;
  /** `Thu 22 Oct 18:42` */
  date(at: number): string;
}

/** A clock of one zone. */
export function cityClock(zone: string): CityClock {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return { time: (at) => time.format(at), date: (at) => date.format(at).replaceAll(',', '') };
}
