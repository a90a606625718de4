import type { Cluster, Redis } from 'ioredis';
import { localDateOf, minuteOfDay, weekdayOf } from '../../triggers/time/zone.ts';
import type { Clock } from '../contract.ts';
import type { TeamPost } from '../dispatch/contract.ts';
import type { Board, Kept, Shelf } from '../shelf/contract.ts';
import type { AskSource } from './contract.ts';
import { linkToResults } from './link-to-results.ts';
import { writeBoard } from './write-board.ts';

export interface MailDueParts {
  /** A connection of use `api`. */
  readonly redis: Redis | Cluster;
  readonly ask: AskSource;
  readonly boards: Pick<Shelf<Board>, 'list'>;
  readonly team: TeamPost;
  readonly workspace: () => { readonly zone: string };
  readonly language: () => 'en' | 'de';
  /** The address of the console, for links; undefined: it has none that others can open. */
  readonly consoleUrl: string | undefined;
  readonly clock: Clock;
}

/** Boards are mailed on Mondays from this minute of the workspace's day on. */
const MAIL_FROM_MINUTE = 7 * 60;
const MONDAY = 'mon';
/** The day on which each board was mailed last. */
const MAILED = '{kairos:alerts}:mailed';

/** Mails the boards whose time has come, for as long as `mayGoOn` says yes; resolves with how many it mailed. */
export async function mailDue(parts: MailDueParts, mayGoOn: () => Promise<boolean>): Promise<number> {
  const { redis } = parts;
  const { zone } = parts.workspace();
  const now = parts.clock.now();
  if (weekdayOf(zone, now) !== MONDAY || minuteOfDay(zone, now) < MAIL_FROM_MINUTE) return 0;
  const day = localDateOf(zone, now);
  const mailed = await redis.hgetall(MAILED);
  let count = 0;
  for (const board of await parts.boards.list()) {
    if (board.body.mailTo.length === 0 || mailed[board.id] === day) continue;
    if (!(await mayGoOn())) break;
    await mailBoard(board, { zone, day, now }, parts);
    await redis.hset(MAILED, board.id, day);
    count += 1;
  }
  return count;
}

async function mailBoard(
  { id, body }: Kept<Board>,
  { zone, day, now }: { readonly zone: string; readonly day: string; readonly now: number },
  { ask, team, language, consoleUrl }: MailDueParts,
): Promise<void> {
  // As of now: who opens the link on another day sees the numbers of the mail.
  const period = { to: String(now), zone };
  const look = { language: language(), zone, link: linkToResults(consoleUrl, 'boards', { board: id, ...period }) };
  const { message, files } = await writeBoard(body, (source, by) => ask(source, by, period), look);
  for (const [i, to] of body.mailTo.entries()) {
    await team.post({ id: `board-${id}-${day}-${i}`, about: `board ${id}`, channel: 'email', to, message, files });
  }
}
