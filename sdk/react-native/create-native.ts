import { createAppClient } from '../app/app-client.ts';
import { handMessages } from '../app/hand-messages.ts';
import { createKeyedStore } from '../app/keyed-store.ts';
import { SOLO } from '../app/solo-tabs.ts';
import { whileInFront } from '../app/while-in-front.ts';
import { askNeighbourhood } from '../position/ask-neighbourhood.ts';
import { regionOfBeacons } from '../position/beacon-names.ts';
import type { BeaconModule } from '../position/contract.ts';
import { follow } from '../position/follow.ts';
import { followBeacons } from '../position/follow-beacons.ts';
import { followJourneys } from '../position/follow-journeys.ts';
import type { NativeKairos, NativeMessages, NativeOptions, PositionModules } from './contract.ts';

/** Starts the SDK in an app of React Native, over the modules that the app has. Never throws. */
export function createNative(options: NativeOptions): NativeKairos {
  const { storage, appState, netInfo, isDevelopment = false } = options;
  let isInFront = true;
  const watchers = new Set<() => void>();
  const watchFront = (turned: () => void): (() => void) => {
    watchers.add(turned);
    return () => watchers.delete(turned);
  };
  const inside = createAppClient(options, {
    texts: storage,
    openStore: async () => createKeyedStore(storage, `kairos:${options.key}:signal:`),
    tabs: SOLO,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    random: Math.random,
    watch({ hidden, back }) {
      const states = appState?.addEventListener('change', (state) => {
        isInFront = state === 'active';
        if (isInFront) back();
        else hidden();
        for (const turned of watchers) turned();
      });
      const leave = netInfo?.addEventListener(({ isConnected }) => isConnected && back());
      return () => {
        states?.remove();
        leave?.();
      };
    },
    isDevelopment,
    warn: (line) => console.warn(line),
    isTrackingUnwanted: false,
  });
  const { client, platform, problem } = inside;
  return Object.assign(client, {
    showMessages: (how: NativeMessages) => handMessages(inside, { ...how, isInFront: () => isInFront, watchFront }),
    followBeacons: (module: BeaconModule) =>
      followBeacons(module, {
        now: platform.now,
        tell: (value) => client.send({ kind: 'beacon', value: { ...value, deviceId: client.deviceId } }),
      }),
    followPosition({ look, state = () => ({}), moved, onlyInUse, journeys, ...regions }: PositionModules) {
      const seen = journeys ? followJourneys(inside) : undefined;
      const { fence, watchBeacons, mostRegions } = regions;
      const limits = {
        ...(mostRegions !== undefined && { most: mostRegions }),
        ...(watchBeacons && { beacons: true }),
      };
      const begin = () =>
        follow({
          ...{ look, state, problem, tell: client.position },
          ...(moved && { moved }),
          ...(seen && { seen }),
          async ask(fix) {
            const around = await askNeighbourhood(inside, platform.fetch, fix, limits);
            if (!around) return around;
            fence?.(around.places);
            watchBeacons?.((around.beacons ?? []).flatMap(({ region }) => regionOfBeacons(region) ?? []));
            return around;
          },
          wait(ms, run) {
            const timer = setTimeout(run, ms);
            return () => clearTimeout(timer);
          },
        });
      return onlyInUse ? whileInFront(begin, () => isInFront, watchFront) : begin();
    },
  });
}
