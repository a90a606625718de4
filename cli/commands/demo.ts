import { type CliCommand, CliFailure } from '../contract.ts';

interface Options {
  readonly speed?: string;
  readonly from: string;
  readonly once?: true;
  readonly json?: true;
  readonly keep?: string;
}

const USUAL_SPEED = 120;
const FASTEST = 100_000;

/** Plays a recorded day of a city into an engine of its own. */
export default {
  name: 'demo',
  summary: 'play a recorded day of customers in a real city, live in the terminal',
  add(command, io) {
    command
      .option('--speed <factor>', `how much faster than life (default: ${USUAL_SPEED}, with --once as fast as it goes)`)
      .option('--from <HH:MM>', 'time of the day from which it is shown at that speed', '17:00')
      .option('--once', 'end when the day does, instead of leaving everything open to look into')
      .option('--json', 'nothing but one line of JSON at the end; ends when the day does')
      .option('--keep <folder>', 'keep mails and data in this new folder')
      .action(async ({ speed, from, once, json, keep }: Options) => {
        const options = {
          speed: readSpeed(speed, once || json),
          fromMinutes: readClock(from),
          once: once === true,
          json: json === true,
          ...(keep !== undefined && { keep }),
        };
        const { runDemo } = await import('../../demo/demo.ts');
        await runDemo(options, io);
      });
  },
} satisfies CliCommand;

function readSpeed(text: string | undefined, isOnce: boolean | undefined): number {
  if (text === undefined) return isOnce ? Number.POSITIVE_INFINITY : USUAL_SPEED;
  const speed = Number(text);
  if (speed >= 1 && speed <= FASTEST) return speed;
  throw new CliFailure(`--speed: expected a number from 1 to ${FASTEST}, got '${text}'`);
}

function readClock(text: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new CliFailure(`--from: expected a time from 00:00 to 23:59, got '${text}'`);
  }
  return Number(hours) * 60 + Number(minutes);
}
