import type { Signal } from '../../sdk/protocol.ts';
import type { Bounds } from '../../triggers/places/contract.ts';
import type { Weather } from '../../triggers/world/contract.ts';
import { boundsOfCell, cellOf } from './cells.ts';
import type { ProviderTurn, Sighting } from './contract.ts';

/** What a turn may be to those who are there. Engines that fetched at the same time knew the same before. */
export function sightingOfTurn(turn: ProviderTurn): Sighting {
  const { cell, before, after } = turn;
  const change = { what: 'weather', before: before.weather, after: after.weather } as const;
  return {
    id: `weather:${idOf(turn)}`,
    at: after.fetchedAt,
    cause: { ...change, cell },
    possible: [change],
    area: boundsOfCell(cell),
    turn,
  };
}

/** A turn as it is written down: a `weather` signal that nobody pushed. */
export function signalOfTurn(turn: ProviderTurn): Signal {
  const { cell, before, after } = turn;
  const secondsAgo = (after.fetchedAt - before.fetchedAt) / 1_000;
  const value = { area: boundsOfCell(cell), ...after.weather, turned: { ...before.weather, secondsAgo } };
  return { id: idOf(turn), kind: 'weather', customer: '', at: after.fetchedAt, value };
}

/** The turn that a `weather` signal is; undefined: somebody pushed it. */
export function turnOf({ at, value }: Signal): ProviderTurn | undefined {
  const { area, turned, ...weather } = value as unknown as Written;
  if (!turned) return undefined;
  const { secondsAgo, ...before } = turned;
  return {
    cell: cellOf((area.south + area.north) / 2, (area.west + area.east) / 2),
    before: { weather: before, fetchedAt: Math.round(at - secondsAgo * 1_000) },
    after: { weather, fetchedAt: at },
  };
}

type Written = Weather & { readonly area: Bounds; readonly turned?: Weather & { readonly secondsAgo: number } };

function idOf({ cell, before }: ProviderTurn): string {
  return `${cell}:${before.fetchedAt}`;
}
