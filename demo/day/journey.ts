import type { Position } from '../../triggers/places/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';
import { MINUTE_MS } from '../../triggers/time/spans.ts';
import type { City } from './city.ts';
import { movePosition, moveSideways } from './geometry.ts';
import { LINES } from './lines.ts';
import { type Leg, SPEEDS, STOP_SECONDS } from './network.ts';
import type { Person } from './people.ts';
import type { Visit } from './plans.ts';
import type { Random } from './random.ts';

/** A piece of a person's day, straight in space and time: the true position, to the metre and millisecond. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: Position;
  readonly end: Position;
  readonly by: 'still' | Leg['by'];
  /** Where: on the street, in a tunnel, or the kind of spot they stay at. */
  readonly at: 'street' | 'tunnel' | Visit['at'];
  /** The spot they stay at, or the line they ride; else empty. */
  readonly name: string;
}

/** Turns a plan into a day: from midnight to `until` without a gap. */
export function travel(
  person: Person,
  visits: readonly Visit[],
  city: City,
  { midnight, until }: { readonly midnight: number; readonly until: number },
  random: Random,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let now = midnight;
  let here = city.network.positionOf(visits[0]!.spot);
  const add = (part: Omit<Stretch, 'from' | 'to' | 'start'>, ms: number) => {
    const to = now + Math.round(ms);
    stretches.push({ ...part, from: now, to, start: here });
    now = to;
    here = part.end;
  };
  const stand = (seconds: number, at: Stretch['at'], name: string) =>
    add({ end: here, by: 'still', at, name }, seconds * 1000);

  visits.forEach((visit, i) => {
    const before = visits[i - 1];
    if (before) {
      for (const leg of city.network.way(before.spot, visit.spot)) {
        if (leg.by === 'foot') walkLeg(leg);
        else rideLeg(leg);
      }
    }
    const isLast = i === visits.length - 1;
    const stayUntil = Math.max(now + visit.stayMinutes * MINUTE_MS, midnight + (visit.notBefore ?? 0) * MINUTE_MS);
    const leaveAt = isLast ? Math.max(until, now + MINUTE_MS) : stayUntil;
    if (visit.at === 'park') stroll(visit, leaveAt);
    if (leaveAt > now) stand((leaveAt - now) / 1000, visit.at, visit.spot);
  });
  return stretches;

  /** From bench to bench, and back to where the way out begins. */
  function stroll({ at, spot }: Visit, leaveAt: number): void {
    const gate = here;
    const go = (end: Position) =>
      add({ end, by: 'foot', at, name: spot }, (metresBetween(here, end) / (person.pace * 0.8)) * 1000);
    while (leaveAt - now > 8 * MINUTE_MS) {
      go(movePosition(gate, random.around(0, 55), random.around(0, 80)));
      stand(random.between(20, 300), at, spot);
    }
    go(gate);
  }

  /** On the pavement, at one's own pace, stopping at some crossings. */
  function walkLeg({ path }: Leg): void {
    const side = random.between(-5, 5);
    path.slice(1).forEach((to, i) => {
      const from = path[i]!;
      const isDoor = i === 0 || i === path.length - 2;
      const end = isDoor ? to : moveSideways(to, from, to, side);
      const pace = person.pace * random.between(0.92, 1.08);
      add({ end, by: 'foot', at: 'street', name: '' }, (metresBetween(here, end) / pace) * 1000);
      if (!isDoor && random.happens(0.2)) stand(random.between(6, 45), 'street', '');
    });
  }

  /** Waits at the stop, then rides; a vehicle stands at each stop. */
  function rideLeg({ by, line, path, halts, isUnderground }: Leg): void {
    const at = isUnderground ? 'tunnel' : 'street';
    const wait = LINES[line]!.waitSeconds;
    const platform = movePosition(here, random.around(0, 9), random.around(0, 9));
    add({ end: platform, by: 'foot', at, name: '' }, (metresBetween(here, platform) / person.pace) * 1000);
    stand(random.between(0.2, 1.6) * wait, at, '');
    const speed = (by === 'foot' ? person.pace : SPEEDS[by]) * random.between(0.85, 1.1);
    path.slice(1).forEach((end, i) => {
      add({ end, by, at, name: line }, (metresBetween(here, end) / speed) * 1000);
      if (halts.has(i + 1)) stand(random.between(0.7, 1.5) * STOP_SECONDS, at, line);
    });
  }
}

/** Returns the position during a stretch. */
export function positionAt({ from, to, start, end }: Stretch, time: number): Position {
  const share = to === from ? 0 : Math.max(0, Math.min(1, (time - from) / (to - from)));
  return { lat: start.lat + (end.lat - start.lat) * share, lon: start.lon + (end.lon - start.lon) * share };
}
