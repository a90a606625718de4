import type { Outcome } from '../engine/outcomes/contract.ts';
import { createClient } from '../sdk/index.ts';
import type { RecordedSignal } from '../sdk/protocol.ts';
import { type Audience, openAudience, Socket } from './audience.ts';
import { type Day, LAST_HOME } from './day/day.ts';
import { createEndFollower } from './end-follower.ts';
import { type Acknowledged, createPlayer, type Played, type Player } from './player.ts';
import { reactionsTo } from './readers.ts';
import type { DemoCounts } from './reckon.ts';
import type { Venue } from './venue.ts';

/** How the day is to be played. */
export interface Pace {
  /** Infinity: as fast as it goes. */
  readonly speed: number;
  /** Time of the day from which it is played at that speed. */
  readonly from: number;
  readonly wait: (ms: number) => Promise<void>;
  readonly interrupted: AbortSignal;
}

/** Who looks on. */
export interface Onlooker {
  outcome(outcome: Outcome): void;
  signal(signal: RecordedSignal): void;
}

/** A day under way. */
export interface Playing {
  readonly player: Pick<Player, 'at' | 'sent'>;
  /** Resolves when the day is over and everything it set off has come to an end. */
  readonly over: Promise<DemoCounts>;
}

const APPS_OPEN = 80;
/** An app that is open shows what it gets at once. */
const QUIET_WITHIN_MS = 5_000;
/** A message may be tried again for a while before it is given up. */
const SETTLE_WITHIN_MS = 30_000;
/** Signals that the player has under way are far fewer. */
const MOST_PENDING = 10_000;

/** Plays a day into the engine as its apps would: over the public edge, by the SDK. */
export function perform(day: Day, venue: Venue, pace: Pace, onlooker: Onlooker): Playing {
  const { app, clock, edgeUrl: url, ingestKey: key } = venue;
  const client = createClient({ url, key, over: 'websocket', WebSocket: Socket, mostPending: MOST_PENDING });
  const send = async (signals: readonly RecordedSignal[]): Promise<Acknowledged> => {
    for (const signal of signals) onlooker.signal(signal);
    const all = await client.signals(signals);
    return {
      accepted: all.filter(({ verdict }) => verdict === 'accepted').length,
      duplicates: all.filter(({ verdict }) => verdict === 'duplicate').length,
      rejected: all.flatMap((one) => ('reason' in one ? [{ id: one.id, reason: one.reason }] : [])),
    };
  };
  const { speed, from, wait, interrupted } = pace;
  const audience = openAudience({
    url,
    key,
    tokenOf: (customer) => app.keys.customerToken(customer),
    customers: withApps(day),
    clock,
  });
  const watch = createEndFollower(audience);
  const settled = async () => {
    do await app.settled();
    while (await watch.quiet(QUIET_WITHIN_MS));
  };
  const player = createPlayer({
    signals: day.signals,
    clock,
    send,
    settled,
    speed,
    span: { from, to: LAST_HOME },
    now: () => performance.now(),
    wait,
    interrupted,
  });
  const watching = app.outcomes$.subscribe((outcome) => {
    watch.take(outcome);
    for (const reaction of reactionsTo(outcome)) if (!interrupted.aborted) player.add(reaction);
    onlooker.outcome(outcome);
  });
  const run = async (): Promise<DemoCounts> => {
    try {
      const played = await player.play();
      if (!interrupted.aborted) await watch.settled(SETTLE_WITHIN_MS);
      await app.drained();
      return collectSeen(played, player, audience, venue);
    } finally {
      watching.unsubscribe();
      await Promise.all([client.close(), audience.close()]);
    }
  };
  return { player, over: run() };
}

/** The first of those who are signed in have their app open all day. */
function withApps({ lives }: Day): readonly string[] {
  const signedIn = lives.filter(({ person }) => person.account === 'signed in');
  return signedIn
    .filter((_, i) => i % 2 === 0)
    .slice(0, APPS_OPEN)
    .map(({ person }) => person.id);
}

function collectSeen(played: Played, player: Player, audience: Audience, venue: Venue): DemoCounts {
  const { mailbox, hooks, services } = venue;
  const counts = { mails: mailbox.received, webhooks: hooks.received, services: { ...services.received } };
  return { ...played, ...counts, sent: player.sent, shown: audience.shown };
}
