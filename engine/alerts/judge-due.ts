import { parseDuration } from '../../triggers/arguments/durations.ts';
import { causeOf } from '../cause-of.ts';
import type { Clock, Log } from '../contract.ts';
import type { TeamPost } from '../dispatch/contract.ts';
import type { Alert, Kept, Shelf } from '../shelf/contract.ts';
import type { AlertStanding, Found } from './contract.ts';
import { type JudgeParts, judgeAlert } from './judge-alert.ts';
import { linkToResults } from './link-to-results.ts';
import { sayAlert } from './say-alert.ts';
import type { Standings } from './standings.ts';

export interface JudgeDueParts extends JudgeParts {
  readonly alerts: Pick<Shelf<Alert>, 'list'>;
  readonly standings: Standings;
  readonly team: TeamPost;
  readonly language: () => 'en' | 'de';
  /** The address of the console, for links; undefined: it has none that others can open. */
  readonly consoleUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Judges the alerts whose time has come, for as long as `mayGoOn` says yes; resolves with how many it judged. */
export async function judgeDue(parts: JudgeDueParts, mayGoOn: () => Promise<boolean>): Promise<number> {
  const { standings, clock } = parts;
  const [alerts, before] = [await parts.alerts.list(), await standings.read()];
  await standings.forget([...before.keys()].filter((id) => !alerts.some((alert) => alert.id === id)));
  let judged = 0;
  for (const alert of alerts) {
    const last = before.get(alert.id);
    if (last && clock.now() < last.judgedAt + parseDuration(alert.body.every)) continue;
    // Each takes its time: without the right any more, another engine goes on.
    if (!(await mayGoOn())) break;
    await judgeOne(alert, last, parts);
    judged += 1;
  }
  return judged;
}

/** Judges one alert, tells of a change, and then notes how it stands. */
async function judgeOne(alert: Kept<Alert>, last: AlertStanding | undefined, parts: JudgeDueParts): Promise<void> {
  const { standings, clock, log } = parts;
  const at = clock.now();
  const { since = at, isTold = false } = last ?? {};
  const found = await judgeAlert(alert.body, parts).catch((cause: unknown) => causeOf(cause));
  if (typeof found === 'string') {
    log.info('an alert could not be judged', { alert: alert.id, cause: found });
    await standings.note(alert.id, { state: 'unknown', since, judgedAt: at, number: null, isTold, problem: found });
    return;
  }
  const { isRinging, number } = found;
  if (isRinging !== isTold) await tell(alert, { found, at, after: last?.judgedAt ?? alert.at }, parts);
  const state = isRinging ? 'ringing' : 'quiet';
  const from = last?.state === state ? since : at;
  await standings.note(alert.id, { state, since: from, judgedAt: at, number, isTold: isRinging });
}

interface Look {
  readonly found: Found;
  readonly at: number;
  /** The look before this one, the same for as long as this one is not noted. */
  readonly after: number;
}

async function tell({ id, body }: Kept<Alert>, { found, at, after }: Look, parts: JudgeDueParts): Promise<void> {
  const link = linkToResults(parts.consoleUrl, 'alerts', { alert: id });
  const told = { id, alert: body, found, at, language: parts.language(), link };
  for (const [i, recipient] of body.to.entries()) {
    const { channel } = recipient;
    const message = sayAlert(told, channel);
    const to = 'to' in recipient ? { to: recipient.to } : {};
    await parts.team.post({ id: `alert-${id}-${after}-${i}`, about: `alert ${id}`, channel, message, ...to });
  }
}
