import { useMemo } from 'react';
import type { Bucket } from '../../parts/period.ts';

/** Writes the begin of an hour, a day or a week of a zone, short enough for an axis. */
export function useWriteBucket(bucket: Bucket, zone: string, language: string): (at: number) => string {
  return useMemo(() => {
    const day = { day: 'numeric', month: 'short' } as const;
    // The zone's name tells the hour that a change of the clock repeats.
    const style: Intl.DateTimeFormatOptions =
      bucket === 'hour'
        ? { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', hourCycle: 'h23' }
        : bucket === 'day'
          ? { weekday: 'short', ...day }
          : day;
    const format = new Intl.DateTimeFormat(language, { ...style, timeZone: zone });
    return (at) => format.format(at);
  }, [bucket, zone, language]);
}
