import type { Channel } from '../../channels/contract.ts';
import type { WorkspaceView, World } from '../../triggers/contract.ts';
import type { DecisionInputs } from '../../triggers/deciding/contract.ts';
import type { Advance } from '../../triggers/hearing/contract.ts';
import type { Clock } from '../contract.ts';
import type { Live } from '../definitions/contract.ts';
import { workspaceViewOf } from '../definitions/workspace-view.ts';
import type { Pauses } from '../pauses/contract.ts';
import { pausedTriggers } from '../pauses/views.ts';
import { addressOf } from './compose.ts';
import type { ChangeAt, LiveView } from './contract.ts';
import { countWoken, type WokenTally } from './woken/tally.ts';

export interface LiveViewParts {
  readonly definitions: { readonly live: Live };
  readonly pauses: Pick<Pauses, 'current'>;
  readonly world: Omit<World, 'zone'> & { readonly changeAt: ChangeAt };
  readonly channels: ReadonlyMap<string, Channel>;
  readonly advance: Advance;
  readonly clock: Clock;
  /** Decimals of a degree that are stored of a position. */
  readonly positionDecimals: number;
  /** Counts what wakes triggers. Absent: nothing is counted. */
  readonly woken?: WokenTally;
  /** How messages of all customers fare. Absent: nothing is known. */
  readonly channelPriors?: WorkspaceView['channelPriors'];
}

/**
 * Ties what is live, the world and the clock together; what belongs to one publish, and to the pauses, is made once for
 * them.
 */
export function createLiveView({
  definitions,
  pauses,
  world,
  channels,
  advance,
  clock,
  positionDecimals,
  woken,
  channelPriors,
}: LiveViewParts): LiveView {
  let made: { readonly live: Live; readonly pauses: Pauses['current']; readonly inputs: DecisionInputs } | undefined;
  const inputs = () => {
    const { live } = definitions;
    const { current } = pauses;
    if (made?.live !== live || made.pauses !== current) {
      made = {
        live,
        pauses: current,
        inputs: {
          ...workspaceViewOf(live, (state, channel) => addressOf(state, channels.get(channel), live), channelPriors),
          paused: pausedTriggers(current),
          matcher: woken ? countWoken(live.matcher, woken) : live.matcher,
          missed: woken?.miss,
          places: live.places,
          world: { ...world, zone: live.workspace.zone },
        },
      };
    }
    return made;
  };
  return {
    batchView() {
      const { live, inputs: by } = inputs();
      // Property by property: what is spread takes ten times the memory, and a lane makes one for each batch.
      return {
        live,
        inputs: by,
        advance,
        channels,
        changeAt: world.changeAt,
        now: clock.now(),
        wallAt: clock.wall(),
        positionDecimals,
      };
    },
    world: () => inputs().inputs.world,
    addressOf: (state, channel) => inputs().inputs.addressOf(state, channel),
    workspaceView: () => inputs().inputs,
  };
}
