import type { Cluster, Redis } from 'ioredis';
import { parseDuration } from '../../triggers/arguments/durations.ts';
import { localDateOf, minuteOfDay, weekdayOf } from '../../triggers/time/zone.ts';
import { causeOf } from '../cause-of.ts';
import type { Clock, Log } from '../contract.ts';
import type { TeamPost } from '../dispatch/contract.ts';
import type { Alert, Board, Kept, Shelf } from '../shelf/contract.ts';
import type { Sole } from '../stores/contract.ts';
import type { AlertStanding, Alerts, Found } from './contract.ts';
import { type JudgeParts, judgeAlert } from './judge-alert.ts';
import { sayAlert } from './say-alert.ts';
import { writeBoard } from './write-board.ts';

export interface AlertsParts extends JudgeParts {
  /** A connection of use `api`. */
  readonly redis: Redis | Cluster;
  /** The right to judge; it has to last for longer than one answer takes. */
  readonly sole: Sole;
  readonly alerts: Pick<Shelf<Alert>, 'list'>;
  readonly boards: Pick<Shelf<Board>, 'list'>;
  readonly team: TeamPost;
  readonly workspace: () => { readonly zone: string };
  readonly language: () => 'en' | 'de';
  /** The address of the console, for links; undefined: it has none that others can open. */
  readonly consoleUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** How often it looks what is due; 0: only when it is asked to. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 15_000;
/** Boards are mailed on Mondays from this minute of the workspace's day on. */
const MAIL_FROM_MINUTE = 7 * 60;
const MONDAY = 'mon';
const STANDINGS = '{kairos:alerts}:standings';
const MAILED = '{kairos:alerts}:mailed';

/**
 * Starts the judging of alerts and the mailing of boards. What is told is handed to dispatch before it is noted, under
 * an id that is the same when it is done again.
 */
export function startAlerts(parts: AlertsParts): Alerts {
  const { redis, sole, clock, log, lookEveryMs = LOOK_EVERY_MS } = parts;
  let isClosed = false;
  let looking: Promise<{ judged: number; mailed: number } | undefined> | undefined;

  const readStandings = async (): Promise<ReadonlyMap<string, AlertStanding>> =>
    new Map(
      Object.entries(await redis.hgetall(STANDINGS)).map(([id, text]) => [id, JSON.parse(text) as AlertStanding]),
    );

  async function look() {
    if (isClosed || !(await sole.hold())) return undefined;
    return { judged: await judgeDue(), mailed: await mailDue() };
  }

  async function judgeDue(): Promise<number> {
    const [alerts, before] = [await parts.alerts.list(), await readStandings()];
    const gone = [...before.keys()].filter((id) => !alerts.some((alert) => alert.id === id));
    if (gone.length > 0) await redis.hdel(STANDINGS, ...gone);
    let judged = 0;
    for (const alert of alerts) {
      const last = before.get(alert.id);
      if (last && clock.now() < last.judgedAt + parseDuration(alert.body.every)) continue;
      // Each takes its time: without the right any more, another engine goes on.
      if (isClosed || !(await sole.hold())) break;
      await judgeOne(alert, last);
      judged += 1;
    }
    return judged;
  }

  async function judgeOne(alert: Kept<Alert>, last: AlertStanding | undefined): Promise<void> {
    const at = clock.now();
    const { since = at, isTold = false } = last ?? {};
    const found = await judgeAlert(alert.body, parts).catch((cause: unknown) => causeOf(cause));
    if (typeof found === 'string') {
      log.info('an alert could not be judged', { alert: alert.id, cause: found });
      await note(alert.id, { state: 'unknown', since, judgedAt: at, number: null, isTold, problem: found });
      return;
    }
    const { isRinging, number } = found;
    if (isRinging !== isTold) await tell(alert, found, at, last?.judgedAt ?? alert.at);
    const state = isRinging ? 'ringing' : 'quiet';
    await note(alert.id, { state, since: last?.state === state ? since : at, judgedAt: at, number, isTold: isRinging });
  }

  const note = (id: string, standing: AlertStanding) => redis.hset(STANDINGS, id, JSON.stringify(standing));

  /** `after`: the look before this one, the same for as long as this one is not noted. */
  async function tell({ id, body }: Kept<Alert>, found: Found, at: number, after: number): Promise<void> {
    const link = linkTo('alerts', { alert: id });
    const told = { id, alert: body, found, at, language: parts.language(), link };
    for (const [i, recipient] of body.to.entries()) {
      const { channel } = recipient;
      const message = sayAlert(told, channel);
      const to = 'to' in recipient ? { to: recipient.to } : {};
      await parts.team.post({ id: `alert-${id}-${after}-${i}`, about: `alert ${id}`, channel, message, ...to });
    }
  }

  async function mailDue(): Promise<number> {
    const { zone } = parts.workspace();
    const now = clock.now();
    if (weekdayOf(zone, now) !== MONDAY || minuteOfDay(zone, now) < MAIL_FROM_MINUTE) return 0;
    const day = localDateOf(zone, now);
    const mailed = await redis.hgetall(MAILED);
    let count = 0;
    for (const { id, body } of await parts.boards.list()) {
      if (body.mailTo.length === 0 || mailed[id] === day) continue;
      if (isClosed || !(await sole.hold())) break;
      const look = { language: parts.language(), zone, link: linkTo('boards', { board: id }) };
      const { message, files } = await writeBoard(body, parts.ask, look);
      for (const [i, to] of body.mailTo.entries()) {
        const post = { id: `board-${id}-${day}-${i}`, about: `board ${id}`, channel: 'email', to, message, files };
        await parts.team.post(post);
      }
      await redis.hset(MAILED, id, day);
      count += 1;
    }
    return count;
  }

  function linkTo(page: string, search: Readonly<Record<string, string>>): string | undefined {
    return parts.consoleUrl && `${parts.consoleUrl.replace(/\/$/, '')}/results/${page}?${new URLSearchParams(search)}`;
  }

  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const beat = () => {
    lookOnce().catch((cause: unknown) =>
      log.warn('alerts cannot be judged, will try again', { cause: causeOf(cause) }),
    );
  };
  const timer = lookEveryMs > 0 ? setInterval(beat, lookEveryMs) : undefined;
  return {
    look: lookOnce,
    standings: readStandings,
    judge: (alert) => judgeAlert(alert, parts),
    async forget(id) {
      await redis.hdel(STANDINGS, id);
      if (timer) beat();
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await looking?.catch(() => undefined);
      await sole.release();
    },
  };
}
