import { type Happening, MINUTE_MS, roundMs } from './happening.ts';
import type { Random } from './random.ts';

/** The city in strips from west to east; a front takes a while from one to the next. */
const STRIPS = [
  { west: 12.29, east: 12.352, rainsFrom: '16:30', until: '19:15' },
  { west: 12.352, east: 12.3695, rainsFrom: '16:46', until: '19:38' },
  { west: 12.3695, east: 12.385, rainsFrom: '17:00', until: '20:02' },
  { west: 12.385, east: 12.44, rainsFrom: '17:22', until: '20:30' },
] as const;
const SOUTH = 51.29;
const NORTH = 51.38;
const REPORT_MINUTES = 20;

/**
 * The weather stations' day: fog, a clear noon, then a rain front from west to east, reported by strip until
 * `untilMinutes`.
 */
export function weatherOf(midnight: number, untilMinutes: number, random: Random): readonly Happening[] {
  const reports: Happening[] = [];
  STRIPS.forEach((strip, i) => {
    const [starts, ends] = [minutesOf(strip.rainsFrom), minutesOf(strip.until)];
    const changes = [starts - 35, starts, starts + 14, ends - 22, ends];
    const times = new Set(changes);
    for (let minute = i; minute < untilMinutes; minute += REPORT_MINUTES) times.add(minute);
    for (const minute of [...times].sort((a, b) => a - b)) {
      const sky = skyAt(minute, starts, ends);
      reports.push({
        kind: 'weather',
        at: midnight + minute * MINUTE_MS,
        value: {
          area: { west: strip.west, south: SOUTH, east: strip.east, north: NORTH },
          ...sky,
          temperatureCelsius: roundMs(temperatureAt(minute) - (sky.rainMillimetresPerHour > 0 ? 2.2 : 0), 1),
          windMetresPerSecond: roundMs(random.between(1, 3) + (minute > starts - 40 && minute < ends ? 4 : 0), 1),
          validSeconds: REPORT_MINUTES * 60 + 300,
        },
      });
    }
  });
  return reports;
}

function skyAt(minute: number, starts: number, ends: number) {
  if (minute >= starts && minute < starts + 14) return sky('drizzle', 0.6, 100);
  if (minute >= starts + 14 && minute < ends - 22) return sky('rain', 3.4, 100);
  if (minute >= ends - 22 && minute < ends) return sky('drizzle', 0.4, 95);
  if (minute >= starts - 35 && minute < starts) return sky('wind', 0, 85);
  const hour = (minute / 60) % 24;
  if (hour >= 5.5 && hour < 8.5) return sky('fog', 0, 90);
  if (hour >= 10 && hour < 14.5) return sky('clear', 0, 20);
  return sky('cloudy', 0, 70);
}

function sky(condition: string, rainMillimetresPerHour: number, cloudCoverPercent: number) {
  return { condition, rainMillimetresPerHour, cloudCoverPercent };
}

/** Coldest before sunrise, warmest after two. */
function temperatureAt(minute: number): number {
  return 10.2 - 3.6 * Math.cos(((minute - 150) / 1440) * 2 * Math.PI);
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
}
