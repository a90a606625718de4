import type { Signal } from '../../sdk/protocol.ts';
import type { Bounds } from '../../triggers/places/contract.ts';
import type { Weather } from '../../triggers/world/contract.ts';
import { boundsOfCell, cellOf } from './cells.ts';
import type { ProviderTurn, Sighting } from './contract.ts';

/**
 * Returns the sighting for a change of a provider's weather. Engines that fetched at the same time had the same weather
 * before, so they give it the same id.
 */
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

/** Returns the `weather` signal that records a change of a provider's weather. Back-tests read it. */
export function signalOfTurn(turn: ProviderTurn): Signal {
  const { cell, before, after } = turn;
  const secondsAgo = (after.fetchedAt - before.fetchedAt) / 1_000;
  const value = { area: boundsOfCell(cell), ...after.weather, turned: { ...before.weather, secondsAgo } };
  return { id: idOf(turn), kind: 'weather', customer: '', at: after.fetchedAt, value };
}

/** Returns the change that a recorded `weather` signal holds; undefined for a pushed one. */
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
