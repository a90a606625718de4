import type { Settings } from '../../config/settings.ts';
import type { SignalInput } from '../../sdk/protocol.ts';
import type { References } from '../../triggers/problems/contract.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { Keys } from '../access/contract.ts';
import type { Clock, Closable, Log, Readiness } from '../contract.ts';
import type { InboxReader } from '../dispatch/contract.ts';
import type { HookIntake } from '../hooks/contract.ts';
import type { Links } from '../links/contract.ts';
import type { DebugTrails } from '../live/contract.ts';
import type { EngineSignals, Intake } from '../pipeline/contract.ts';
import type { Preferences } from '../preferences/contract.ts';
import { createRateLimit } from '../rate-limit.ts';
import { createAdmission } from './admission.ts';
import type { Route } from './contract.ts';
import { createCrowd } from './crowd.ts';
import { debugRoute } from './debug-route.ts';
import { openEdge } from './edge.ts';
import type { EntranceParts } from './entrance.ts';
import { healthRoutes } from './health-routes.ts';
import { hookRoutes } from './hook-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { type NeighbourhoodSource, neighbourhoodRoute } from './neighbourhood-route.ts';
import { notFoundRoute } from './not-found-route.ts';
import { posthogRoutes } from './posthog-routes.ts';
import { preferenceRoutes } from './preference-routes.ts';
import { createReceiver } from './receive.ts';
import { PREFLIGHT } from './replies.ts';
import { schemaRoute } from './schema-route.ts';
import { segmentRoutes } from './segment-routes.ts';
import { createShedReader } from './shed-reader.ts';
import { signalsRoute } from './signals-route.ts';
import { createStreams } from './stream-route.ts';
import { unsubscribeRoutes } from './unsubscribe-routes.ts';
import { createValidator } from './validate.ts';

export interface IngestParts {
  readonly settings: Pick<Settings, 'host' | 'port' | 'rateLimit' | 'publicUrl'>;
  readonly intake: Intake;
  readonly kinds: ReadonlyMap<string, SignalKind>;
  /** The live names of the workspace that signals may use. Absent: not checked. */
  readonly references?: () => References;
  /** The live places, and the rings around them that triggers ask for. */
  readonly neighbourhood: NeighbourhoodSource;
  readonly keys: Keys;
  readonly hooks: HookIntake;
  readonly inbox: InboxReader;
  /** What became of customers' signals, for their app's developers. */
  readonly trails: Pick<DebugTrails, 'read'>;
  /** Absent: customers have no page of their own. */
  readonly preferences?: Preferences | undefined;
  /** Absent: links of messages do not lead by us. */
  readonly links?: Links | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Called for each answer to an HTTP request, with the route and the status. */
  readonly answered?: (route: string, status: number) => void;
  /** Returns whether this engine can do its work now. */
  readonly ready: () => Readiness;
  /** Takes the edge's own signals: a message was shown or tapped, a customer unsubscribed. */
  readonly own: Pick<EngineSignals, 'tell' | 'unsubscribe'>;
}

/** The public edge, listening. */
export interface Ingest extends Closable {
  readonly port: number;
  /** Takes no more, waits a limited time until every signal is stored and acknowledged, then closes. */
  close(): Promise<void>;
}

/** The most signals under way. The pipeline takes somewhat more. */
const MOST_IN_FLIGHT = 16_000;
const ANSWER_WITHIN_MS = 30_000;
const SETTLE_WITHIN_MS = 5_000;
/** Time for the last answers and close frames to leave before the sockets are cut. */
const FAREWELL_MS = 100;

/**
 * Opens the public edge: signals, streams, the APIs of Segment and PostHog, health, unsubscribe links. Rejects when it
 * cannot listen.
 */
export async function openIngest(parts: IngestParts): Promise<Ingest> {
  const { settings, intake, kinds, keys, inbox, clock, log, ready, own } = parts;
  const validate = createValidator(kinds, clock, parts.references);
  const admission = createAdmission(MOST_IN_FLIGHT, clock);
  const shedOf = createShedReader(kinds);
  const receiver = createReceiver(validate, intake, admission, clock, log);
  let closing: Promise<void> | undefined;
  const entrance: EntranceParts = {
    keys,
    receiver,
    admission,
    crowd: createCrowd(admission, shedOf),
    shedOf,
    rateLimit: createRateLimit({ perSecond: settings.rateLimit }, clock),
    isClosing: () => closing !== undefined,
  };
  const tell = (input: SignalInput & { readonly id: string }) => {
    const signal = validate(input, 'secret');
    if (typeof signal !== 'string') own.tell(signal);
    else log.error('a signal of our own is refused', { id: input.id, reason: signal });
  };
  const streams = createStreams({ ...entrance, inbox, tell, clock, log });
  const routes: Route[] = [
    signalsRoute(entrance, clock.now),
    streams.route,
    ...segmentRoutes(entrance, clock, settings.publicUrl),
    ...posthogRoutes(entrance, clock),
    schemaRoute(kinds),
    neighbourhoodRoute(entrance, parts.neighbourhood, clock),
    debugRoute(entrance, parts.trails, clock),
    ...healthRoutes(() => (closing ? { ok: false, why: 'the engine is stopping' } : ready())),
    ...unsubscribeRoutes(keys, own.unsubscribe),
    ...(parts.preferences ? preferenceRoutes(parts.preferences) : []),
    ...(parts.links ? linkRoutes(parts.links, clock.wall) : []),
    ...hookRoutes(parts.hooks, () => settings.publicUrl ?? `http://localhost:${edge.port}`),
    { method: 'OPTIONS', path: '/v1/*', handle: (exchange) => exchange.reply(204, '', PREFLIGHT) },
  ];
  const edge = await openEdge({
    host: settings.host,
    port: settings.port,
    portSetting: 'KAIROS_PORT',
    routes: [...routes, notFoundRoute(routes)],
    sockets: [streams.socketRoute],
    answerWithinMs: ANSWER_WITHIN_MS,
    log,
    ...(parts.answered && { answered: parts.answered }),
  }).catch(async (cause: unknown) => {
    streams.close();
    throw cause;
  });

  const close = async (): Promise<void> => {
    edge.stopListening();
    await receiver.idle(SETTLE_WITHIN_MS);
    streams.endAll(1001, 'the engine is stopping');
    await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
    streams.close();
    await edge.close();
  };
  return {
    port: edge.port,
    close() {
      closing ??= close();
      return closing;
    },
  };
}
