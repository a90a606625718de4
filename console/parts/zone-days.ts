const formats = new Map<string, Intl.DateTimeFormat>();
const starts = new Map<string, number>();
const DAY_MS = 86_400_000;
/** No zone is further from UTC. */
const FURTHEST_MS = 15 * 3_600_000;

/** The date in a zone, `YYYY-MM-DD`. */
export function dateIn(zone: string, at: number): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(at);
}

/** The first instant of a date in a zone, also where a change of the clock skips midnight. */
export function startOfDate(zone: string, date: string): number {
  const key = `${zone} ${date}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const utc = Date.parse(`${date}T00:00:00Z`);
  let [before, from] = [utc - FURTHEST_MS, utc + FURTHEST_MS];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dateIn(zone, middle) < date) before = middle;
    else from = middle;
  }
  starts.set(key, from);
  return from;
}

/** The date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days later the second date is. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS);
}

/** The Monday of the week that a date is in. */
export function mondayOf(date: string): string {
  return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** Whether this machine knows the zone. */
export function isKnownZone(zone: string): boolean {
  try {
    return dateIn(zone, 0) !== '';
  } catch {
    return false;
  }
}
