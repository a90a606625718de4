import { createAdvance } from '../../triggers/hearing/advance.ts';
import { followChannelPriors } from '../channel-priors/channel-priors.ts';
import type { CloseList } from '../contract.ts';
import { watchWoken } from '../live/watch-intake.ts';
import { createLiveView } from '../pipeline/live-view.ts';
import { createWokenTally } from '../pipeline/woken/tally.ts';
import type { Ground } from './open-ground.ts';
import type { Scene } from './open-scene.ts';
import type { RoomsParts } from './rooms-parts.ts';

/** The view that decisions are made on, with the tally of who was woken. */
export type Present = Awaited<ReturnType<typeof openPresent>>;

/** Opens the view of the present: what is defined, known and learnt at this instant. */
export async function openPresent(
  { settings, clock, language }: RoomsParts,
  { engine, definitions, pauses, trails }: Ground,
  { api, world }: Scene,
  closers: CloseList,
) {
  const { channels } = language;
  const advance = createAdvance(language.vocabulary.signals);
  const { positionDecimals } = settings;
  const woken = createWokenTally(engine, () => clock.now());
  const priors = closers.add(await followChannelPriors(api));
  const present = createLiveView({
    ...{ definitions, pauses, world, channels, advance, clock, positionDecimals },
    woken: watchWoken(woken, trails),
    channelPriors: priors.of,
  });
  return { woken, present };
}
