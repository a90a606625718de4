import type { Channel } from '../../channels/contract.ts';
import type { Standing, World } from '../../triggers/contract.ts';
import type { Deciding } from '../../triggers/deciding/decide.ts';
import type { Advance } from '../../triggers/hearing/advance.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { Clock } from '../contract.ts';
import type { Live } from '../definitions/contract.ts';
import { standingOf } from '../definitions/standing-of.ts';
import type { Around } from './advance-customer.ts';
import { addressOf } from './compose.ts';
import type { ChangeAt } from './tell-of-world.ts';

export interface PresentParts {
  readonly definitions: { readonly live: Live };
  readonly world: Omit<World, 'zone'> & { readonly changeAt: ChangeAt };
  readonly channels: ReadonlyMap<string, Channel>;
  readonly advance: Advance;
  readonly clock: Clock;
  /** Decimals of a degree that are stored of a position. */
  readonly positionDecimals: number;
}

/** A fresh look at what is live, for people and for lanes. */
export interface Present {
  around(): Around;
  world(): World;
  addressOf(state: CustomerState, channel: string): string | undefined;
  standing(): Standing;
}

/** Ties what is live, the world and the clock together; what belongs to one publish is made once for it. */
export function createPresent({
  definitions,
  world,
  channels,
  advance,
  clock,
  positionDecimals,
}: PresentParts): Present {
  let made: { readonly live: Live; readonly deciding: Deciding } | undefined;
  const deciding = () => {
    const { live } = definitions;
    if (made?.live !== live) {
      made = {
        live,
        deciding: {
          ...standingOf(live, (state, channel) => addressOf(state, channels.get(channel), live)),
          matcher: live.matcher,
          places: live.places,
          world: { ...world, zone: live.workspace.zone },
        },
      };
    }
    return made;
  };
  return {
    around() {
      const { live, deciding: by } = deciding();
      // Property by property: what is spread takes ten times the memory, and a lane makes one for each batch.
      return {
        live,
        deciding: by,
        advance,
        channels,
        changeAt: world.changeAt,
        now: clock.now(),
        wallAt: clock.wall(),
        positionDecimals,
      };
    },
    world: () => deciding().deciding.world,
    addressOf: (state, channel) => deciding().deciding.addressOf(state, channel),
    standing: () => deciding().deciding,
  };
}
