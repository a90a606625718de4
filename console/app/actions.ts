import type { SessionView } from '../../engine/api/contract.ts';

export type ActionName =
  | 'newTrigger'
  | 'drawPlace'
  | 'importPlaces'
  | 'drawWalk'
  | 'connections'
  | 'failed'
  | 'channels'
  | 'profile'
  | 'people'
  | 'keys'
  | 'log';

/**
 * What the palette begins, or goes to, besides the pages of the navigation; `may`: only for who has this permission.
 */
export const ACTIONS = [
  { name: 'newTrigger', address: '/begin/trigger', may: 'write' },
  { name: 'drawPlace', address: '/draw/place', may: 'write' },
  { name: 'importPlaces', address: '/import/places', may: 'write' },
  { name: 'drawWalk', address: '/draw/walk' },
  { name: 'connections', address: '/connections' },
  { name: 'failed', address: '/operations/failed' },
  { name: 'channels', address: '/operations/channels' },
  { name: 'profile', address: '/settings/profile' },
  { name: 'people', address: '/settings/people', may: 'administer' },
  { name: 'keys', address: '/settings/keys', may: 'administer' },
  { name: 'log', address: '/settings/log', may: 'operate' },
] as const satisfies readonly {
  readonly name: ActionName;
  readonly address: string;
  readonly may?: SessionView['may'][number];
}[];
