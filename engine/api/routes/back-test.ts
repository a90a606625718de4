import { Readable } from 'node:stream';
import * as z from 'zod';
import type { BackTestLine } from '../../studies/contract.ts';
import { draftOf } from '../../studies/draft.ts';
import { testStored } from '../../studies/test-stored.ts';
import type { BackTestRequest } from '../contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import type { RouteGroup } from '../route-group.ts';
import { testedPeriod } from '../tested-period.ts';
import { apiError, backTestRequest } from '../wire/contract.ts';

/** Bounds what one request costs: the engine goes on with its work in between. */
const MOST_SIGNALS = 2_000_000;
const MOST_CUSTOMERS = 50_000;
/** Milliseconds of work after which signals get their turn. */
const SLICE_MS = 4;

/** Tries a trigger on the signals that are stored, before it is live. */
export default {
  name: 'back-test',
  summary: 'What a draft of a trigger would have done over stored signals. Nothing is sent, nothing is stored.',
  register(app, parts) {
    let isRunning = false;
    app.post(
      '/v1/back-test',
      {
        config: { may: 'write' },
        schema: {
          summary: 'Back-tests a trigger: one JSON object a line, how far it came, then the report.',
          body: backTestRequest,
          response: { 200: z.unknown(), 400: apiError, 404: apiError, 409: apiError, 422: apiError },
        },
      },
      async ({ body }, reply) => {
        if (isRunning) throw new Refused(409, 'a back-test is under way; one runs at a time');
        isRunning = true;
        try {
          const lines = await open(body, parts);
          return reply
            .type('application/x-ndjson')
            .send(Readable.from(writeLines(lines)).once('close', () => (isRunning = false)));
        } catch (cause) {
          isRunning = false;
          throw cause;
        }
      },
    );
  },
} satisfies RouteGroup;

async function open(
  { trigger, assume, windowMs, ...asked }: BackTestRequest,
  { clock, definitions, language, world, recordings, histories, customers, settings }: ApiParts,
): Promise<AsyncIterable<BackTestLine>> {
  const { from, to } = testedPeriod(asked, definitions.live.workspace.zone, clock.now());
  const draft = typeof trigger === 'string' ? undefined : draftOf(trigger);
  const name = draft?.name ?? String(trigger);
  const live = draft ? await definitions.draft([draft], { replace: false }) : definitions.live;
  if (!live.triggers.has(name)) throw notFound('trigger', name, live.triggers.keys());
  const of = await recordings.count({ from, to });
  if (of > MOST_SIGNALS) {
    throw new Refused(400, `expected a period of at most ${MOST_SIGNALS} signals; there are ${of} in this one`);
  }
  const run = await testStored({
    live,
    trigger: name,
    vocabulary: language.vocabulary,
    channels: language.channels,
    zoneAt: world.zoneAt,
    assume: new Set(assume),
    windowMs,
    mostCustomers: MOST_CUSTOMERS,
    positionDecimals: settings.positionDecimals,
    period: { from, to },
    mostSignals: MOST_SIGNALS,
    recordings,
    histories,
    read: customers.read,
  });
  return tellLines(of, (progress, interrupted) => run({ progress, interrupted, sliceMs: SLICE_MS }));
}

/** Progress as it comes, then the report. */
async function* tellLines(
  of: number,
  run: (
    progress: (done: number) => void,
    interrupted: AbortSignal,
  ) => Promise<Extract<BackTestLine, { report: unknown }>['report']>,
): AsyncGenerator<BackTestLine> {
  yield { done: 0, of };
  let newest = 0;
  let wake: () => void = () => undefined;
  let end: BackTestLine | undefined;
  const gone = new AbortController();
  const running = run((done) => {
    newest = done;
    wake();
  }, gone.signal).then(
    (report) => {
      end = { report };
      wake();
    },
    (cause: unknown) => {
      end = { error: cause instanceof Error ? cause.message : String(cause) };
      wake();
    },
  );
  try {
    for (let shown = 0; end === undefined; ) {
      if (newest > shown) {
        shown = newest;
        yield { done: shown, of };
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    yield end;
  } finally {
    // Nobody listens any more, or all is said.
    gone.abort();
    await running;
  }
}

async function* writeLines(lines: AsyncIterable<BackTestLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
