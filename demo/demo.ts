import pc from 'picocolors';
import { CliFailure, type Io } from '../cli/contract.ts';
import type { Log } from '../engine/contract.ts';
import { createLog } from '../engine/log.ts';
import { createDay, LAST_HOME, MIDNIGHT } from './day/day.ts';
import { MINUTE_MS } from './day/happening.ts';
import { offerPhone, type Phone } from './phone/phone.ts';
import { type Onlooker, type Pace, type Playing, perform } from './playing.ts';
import { reckon } from './reckon.ts';
import type { Report } from './report.ts';
import { placesIn, SAMPLE_FOLDER } from './sample.ts';
import { createSky } from './sky.ts';
import { createStoryteller } from './stories.ts';
import { createTally } from './tally.ts';
import { openVenue } from './venue.ts';
import { createCityClock } from './view/city-clock.ts';
import { foldRepeats } from './view/folding.ts';
import { createScreen, type Screen } from './view/screen.ts';
import { statusLines } from './view/status.ts';
import { storyLine } from './view/story-line.ts';
import { summaryLines } from './view/summary.ts';
import { type Paint, wrap } from './view/text.ts';
import { listAddresses, type Stage, sayWhereToLook } from './where-to-look.ts';

export interface DemoOptions {
  /** How much faster than life; Infinity: as fast as it goes. */
  readonly speed: number;
  /** Minutes since midnight from which the day is shown. */
  readonly fromMinutes: number;
  /** Ends when the day does, instead of leaving everything open to look into. */
  readonly once: boolean;
  /** Nothing but one line of JSON at the end. */
  readonly json: boolean;
  readonly keep?: string;
}

const SEED = 'leipzig';
const ZONE = 'Europe/Berlin';
const DRAW_EVERY_MS = 100;
/** How long a line waits for others like it. */
const FOLD_MS = 1_000;

/** Plays a day into an engine and shows it. Throws CliFailure when something is not accounted for. */
export async function runDemo(options: DemoOptions, io: Io): Promise<void> {
  const { interrupted } = io;
  const screen = createScreen(options.json ? { write: () => undefined } : io.stdout);
  const paint = pc.createColors(screen.isTerminal && !io.env.NO_COLOR);
  const log = options.json
    ? createLog(io.stderr, io.isTerminal)
    : createLog({ write: (text) => screen.line(text.trimEnd()) }, true);
  screen.line('A day in Leipzig: starting the engine …');
  const say = (text: string) => {
    for (const line of wrap(text, Math.min(screen.width, 80))) screen.line(line);
  };
  say('Behind what was sent: milliseconds from its signal to the match · the queue · the channel that took it.');
  const usualPorts = !options.once && !options.json;
  const venue = await openVenue(
    { usualPorts, ...(options.keep !== undefined && { keep: options.keep }) },
    keepWarnings(log),
  );
  let phone: Phone | undefined;
  try {
    if (interrupted.aborted) return;
    if (usualPorts) phone = await offerPhone(keepWarnings(log));
    const day = createDay(SEED, await placesIn(SAMPLE_FOLDER));
    const from = MIDNIGHT + options.fromMinutes * MINUTE_MS;
    const pace = { speed: options.speed, from, wait: io.wait, interrupted };
    if (usualPorts) sayWhereToLook({ day, venue, phone }, say, screen.line);
    if (Number.isFinite(options.speed)) {
      screen.line(`Until ${createCityClock(ZONE).time(from).slice(0, 5)} the day goes by in fast motion.`);
    }
    const report = await show({ day, venue, phone }, pace, io.now, screen, paint);
    screen.close();
    if (options.json) io.stdout.write(`${JSON.stringify(lineOf(report))}\n`);
    const posts = interrupted.aborted ? [] : listAddresses({ venue, phone }, options, report.customer);
    const stoppedAt = interrupted.aborted ? createCityClock(ZONE).date(venue.clock.now()) : undefined;
    for (const line of summaryLines(report, posts, screen.width, paint, stoppedAt)) screen.line(line);
    if (interrupted.aborted && options.json) throw new CliFailure('stopped before the day was over');
    if (interrupted.aborted) return;
    if (report.problems.length > 0) throw new CliFailure(`not accounted for: ${report.problems.join('; ')}`);
    if (!usualPorts) return;
    screen.line('Everything stays open to look into; Ctrl-C ends it.');
    await new Promise((resolve) => interrupted.addEventListener('abort', resolve));
  } finally {
    screen.close();
    await Promise.all([phone?.close(), venue.close()]);
  }
}

/** Plays the day before the screen, and sums it up. */
async function show(
  { day, venue, phone }: Stage,
  pace: Pace,
  now: () => number,
  screen: Screen,
  paint: Paint,
): Promise<Report> {
  const clock = createCityClock(ZONE);
  const tell = createStoryteller();
  const tally = createTally();
  const sky = createSky();
  const folds = foldRepeats((story, times) => screen.line(storyLine(story, screen.width, paint, clock, times)), now);
  // What goes by in fast motion would push off the screen what one has to know.
  const toldFrom = Number.isFinite(pace.speed) ? pace.from : MIDNIGHT;
  const onlooker: Onlooker = {
    signal: sky.take,
    outcome(outcome) {
      tally.take(outcome);
      const story = tell(outcome);
      if (story && story.at >= toldFrom) folds.take(story);
    },
  };
  const playing = perform(day, venue, pace, onlooker);
  const rate = perSecond(playing, now);
  let hour = '';
  const draw = () => {
    folds.flush(now() - FOLD_MS);
    const { at, sent } = playing.player;
    const standing = {
      cityTime: clock.date(at),
      sky: sky.words,
      played: (at - MIDNIGHT) / (LAST_HOME - MIDNIGHT),
      speed: Number.isFinite(pace.speed) ? `×${pace.speed}` : 'full speed',
      signals: sent,
      signalsPerSecond: rate(),
      matched: tally.matched,
      heldBack: tally.heldBack,
      deferred: tally.deferred,
      sent: tally.sent,
      inbox: venue.inboxUrl,
      console: venue.consoleUrl,
      ...(phone && { phone: phone.url }),
    };
    const lines = statusLines(standing, screen.width, paint);
    screen.draw(lines);
    // What is not a terminal has no foot: there the standing is a line every hour of the day.
    const isNewHour = hour !== clock.time(at).slice(0, 2);
    hour = clock.time(at).slice(0, 2);
    if (!screen.isTerminal && isNewHour) for (const line of lines.slice(0, 2)) screen.line(line);
  };
  const drawing = setInterval(draw, DRAW_EVERY_MS);
  try {
    const seen = await playing.over;
    folds.flush();
    draw();
    const report = await reckon(venue.store, seen);
    return pace.interrupted.aborted ? { ...report, problems: [] } : report;
  } finally {
    clearInterval(drawing);
  }
}

/** Signals a second, over the last two. */
function perSecond({ player }: Playing, now: () => number): () => number {
  const samples: { readonly at: number; readonly sent: number }[] = [];
  return () => {
    samples.push({ at: now(), sent: player.sent });
    while (samples.length > 2 && samples[0]!.at < samples.at(-1)!.at - 2_000) samples.shift();
    const [first, last] = [samples[0]!, samples.at(-1)!];
    return last.at === first.at ? 0 : ((last.sent - first.sent) / (last.at - first.at)) * 1_000;
  };
}

/** The figures of the day as the one line that `--json` ends with. */
function lineOf({ signals, decisions, matched, heldBack, sent, latencyMs }: Report) {
  const { signalToQueued, signalToAccepted } = latencyMs;
  return { signals, decisions, matched, heldBack, sent, latencyMs: { signalToQueued, signalToAccepted } };
}

/** The engine's word only where something is wrong: the rest the screen tells. */
function keepWarnings(log: Log): Log {
  return { ...log, info: () => undefined };
}
