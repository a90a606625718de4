import { causeOf } from '../cause-of.ts';
import type { Sole } from '../stores/contract.ts';
import type { Alerts } from './contract.ts';
import { judgeAlert } from './judge-alert.ts';
import { type JudgeDueParts, judgeDue } from './judge-due.ts';
import { type MailDueParts, mailDue } from './mail-due.ts';
import { createStandings } from './standings.ts';

export interface AlertsParts extends Omit<JudgeDueParts, 'standings'>, MailDueParts {
  /** The right to judge; it has to last for longer than one answer takes. */
  readonly sole: Sole;
  /** How often it looks what is due; 0: only when it is asked to. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 15_000;

/**
 * Starts the judging of alerts and the mailing of boards. What is told is handed to dispatch before it is noted, under
 * an id that is the same when it is done again.
 */
export function startAlerts(parts: AlertsParts): Alerts {
  const { sole, log, lookEveryMs = LOOK_EVERY_MS } = parts;
  const standings = createStandings(parts.redis);
  let isClosed = false;
  /** The look that is under way; those that ask meanwhile wait for it. */
  let looking: ReturnType<Alerts['look']> | undefined;

  const mayGoOn = async () => !isClosed && (await sole.hold());
  async function lookNow() {
    if (!(await mayGoOn())) return undefined;
    return { judged: await judgeDue({ ...parts, standings }, mayGoOn), mailed: await mailDue(parts, mayGoOn) };
  }
  function look() {
    looking ??= lookNow().finally(() => {
      looking = undefined;
    });
    return looking;
  }
  function beat(): void {
    look().catch((cause: unknown) => log.warn('alerts cannot be judged, will try again', { cause: causeOf(cause) }));
  }
  const timer = lookEveryMs > 0 ? setInterval(beat, lookEveryMs) : undefined;
  return {
    look,
    standings: standings.read,
    judge: (alert) => judgeAlert(alert, parts),
    async forget(id) {
      await standings.forget([id]);
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
