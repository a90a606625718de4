import type { AttemptTime, Connection, Provider, SendResult } from '../contract.ts';
import { type PushDevice, type PushService, readDevices, writeDevice } from './devices.ts';

/** Returns a provider that sends each message to all devices of its service, by one that sends to a single one. */
export function toDevices(service: PushService, provider: Provider): Provider {
  return {
    ...provider,
    takes: (to) => readDevices(to).some((device) => device.service === service),
    open(settings, io) {
      const connection = provider.open(settings, io);
      return sendToDevices(new Map([[service, connection]]));
    },
  };
}

/**
 * Returns a connection that sends each message to all devices that it has a service for. `addressOf` is how a service's
 * connection is given a device: by its token when it is not said.
 */
export function sendToDevices(
  services: ReadonlyMap<PushService, Connection>,
  addressOf: (device: PushDevice) => string = ({ token }) => token,
): Connection {
  return {
    async send(outbound, time) {
      const devices = readDevices(outbound.to).filter(({ service }) => services.has(service));
      const shared = leaveOnce(time);
      const sent = devices.map(async (device) => {
        const to = addressOf(device);
        return { device, result: await services.get(device.service)!.send({ ...outbound, to }, shared) };
      });
      const result = joinResults(await Promise.all(sent));
      return services.size > 1 ? ofOneMessage(result) : result;
    },
    close: async () => void (await Promise.all([...services.values()].map((connection) => connection.close()))),
  };
}

/** One service's wish for a slower pace is no wish of the others. */
function ofOneMessage(result: SendResult): SendResult {
  if (result.kind !== 'throttled') return result;
  const { scope: _, ...rest } = result;
  return rest;
}

interface Sent {
  readonly device: PushDevice;
  readonly result: SendResult;
}

/** The engine is asked once whether a message may leave, whichever device comes first. */
function leaveOnce(time: AttemptTime): AttemptTime {
  let leaving: Promise<void> | undefined;
  return {
    get signal() {
      return time.signal;
    },
    get hasLeft() {
      return time.hasLeft;
    },
    leaving() {
      leaving ??= time.leaving();
      return leaving;
    },
  };
}

/** From the best that can be said of a message to the worst. */
const BEST_FIRST: readonly SendResult['kind'][] = ['accepted', 'uncertain', 'throttled', 'transient', 'permanent'];

/**
 * A message is accepted when it is by one device. When it is by none it may be tried again, unless one may have got it;
 * a device that is gone counts only when all are.
 */
function joinResults(sent: readonly Sent[]): SendResult {
  const isGone = ({ result }: Sent) => result.kind === 'permanent' && result.effect === 'remove-token';
  const rank = (one: Sent) => BEST_FIRST.indexOf(one.result.kind) + (isGone(one) ? 1 : 0);
  const best = sent.toSorted((a, b) => rank(a) - rank(b))[0]?.result;
  if (!best) return { kind: 'permanent', reason: 'none of the devices is of this service', effect: 'fallback-channel' };
  const gone = sent.filter(isGone).map(({ device }) => writeDevice(device));
  if (gone.length === 0 || (best.kind !== 'accepted' && best.kind !== 'permanent')) return best;
  return { ...best, gone };
}
