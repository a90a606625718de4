import { arrowsOf, type Crossing } from './rooms.ts';

/**
 * Orders rooms so that few arrows run up: first by who is used and who uses (Eades, Lin and Smyth, 1993), then each
 * room moves to where the fewest run up, until none gains. Two runs over the same crossings give the same order.
 */
export function findOrder(rooms: readonly string[], crossings: readonly Crossing[]): readonly string[] {
  const arrows = [...arrowsOf(crossings).values()].map(([first]) => first as Crossing);
  let order = peel(rooms, arrows);
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const room of rooms) {
      const moved = placeBest(order, room, arrows);
      isBetter ||= countUp(moved, arrows) < countUp(order, arrows);
      order = moved;
    }
  }
  return order;
}

/**
 * Takes away rooms that use none of the rest (to the ground) or that none of the rest uses (to the top), else the most
 * used.
 */
function peel(rooms: readonly string[], arrows: readonly Crossing[]): readonly string[] {
  const left = new Set(rooms);
  const ground: string[] = [];
  const top: string[] = [];
  while (left.size > 0) {
    const live = arrows.filter(({ from, into }) => left.has(from) && left.has(into));
    const uses = (room: string) => live.filter(({ from }) => from === room).length;
    const used = (room: string) => live.filter(({ into }) => into === room).length;
    const all = [...left];
    const unused = all.find((room) => uses(room) > 0 && used(room) === 0);
    const low = all.find((room) => uses(room) === 0) ?? (unused === undefined ? mostBy(all, used, uses) : undefined);
    const room = low ?? (unused as string);
    if (low === undefined) top.unshift(room);
    else ground.push(room);
    left.delete(room);
  }
  return [...ground, ...top];
}

function mostBy(rooms: readonly string[], used: (room: string) => number, uses: (room: string) => number): string {
  return rooms.reduce((best, room) => (used(room) - uses(room) > used(best) - uses(best) ? room : best));
}

function placeBest(order: readonly string[], room: string, arrows: readonly Crossing[]): readonly string[] {
  const others = order.filter((one) => one !== room);
  let best = order;
  for (let at = 0; at <= others.length; at++) {
    const tried = [...others.slice(0, at), room, ...others.slice(at)];
    if (countUp(tried, arrows) < countUp(best, arrows)) best = tried;
  }
  return best;
}

function countUp(order: readonly string[], arrows: readonly Crossing[]): number {
  const at = new Map(order.map((room, index) => [room, index]));
  return arrows.filter(({ from, into }) => (at.get(into) ?? 0) > (at.get(from) ?? 0)).length;
}
