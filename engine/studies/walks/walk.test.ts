import { describe, expect, test } from 'vitest';
import { documentOf, NOTE, workspaceBody } from '../../../test/support/workspace.ts';
import { finish } from '../../../triggers/slices/finish.ts';
import { emptyState } from '../../../triggers/state/empty-state.ts';
import { compileDocuments } from '../../definitions/compile-documents.ts';
import { buildOwnMatcher } from '../../definitions/own-matcher.ts';
import type { Pace } from './contract.ts';
import { fixesAlong } from './fixes-along.ts';
import { walk } from './walk.ts';

const EVENING = Date.UTC(2026, 10, 2, 17);
const HAUS = {
  type: 'Feature',
  properties: { id: 'haus', name: 'Haus', tags: ['store'], radiusMetres: 60 },
  geometry: { type: 'Point', coordinates: [12.37, 51.34] },
};
const MESSAGE = { template: 'note', purpose: 'service' };
const TRIGGERS = [
  {
    name: 'welcome',
    on: { enter: { places: { tag: 'store' } } },
    when: { 'customer.plan': { equals: 'gold' } },
    message: MESSAGE,
  },
  { name: 'come-in', on: { enter: { places: { id: 'haus' } } }, cooldown: '1d', message: MESSAGE },
  { name: 'stay', on: { dwell: { places: { id: 'haus' }, for: '5m' } }, message: MESSAGE },
];
const PACE: Pace = { startAt: EVENING, speedMetresPerSecond: 1.4, intervalMs: 30_000, accuracyMetres: 15, restMs: 0 };
/** 300 m from west to east, through the place. */
const THROUGH: readonly (readonly [number, number])[] = [
  [12.3678, 51.34],
  [12.3722, 51.34],
];

async function walkAlong(line: readonly (readonly [number, number])[], pace: Partial<Pace> = {}, plan?: string) {
  const places = [documentOf('place', 'haus', HAUS)];
  const triggers = TRIGGERS.map((body) => documentOf('trigger', body.name, body));
  const { live, language } = await compileDocuments([
    workspaceBody('smtp://127.0.0.1:1'),
    NOTE,
    ...places,
    ...triggers,
  ]);
  const state = emptyState('walker');
  if (plan !== undefined) state.values['customer.plan'] = { v: plan, at: 1, source: 'identify' };
  const fixes = fixesAlong(line, { ...PACE, ...pace });
  return finish(
    walk({
      live,
      matcher: await buildOwnMatcher([...live.matcher.triggers.values()], live),
      scope: language.vocabulary,
      kinds: language.vocabulary.signals,
      world: {
        zone: 'Europe/Berlin',
        zoneAt: () => 'Europe/Berlin',
        weatherAt: () => undefined,
        forecastAt: () => undefined,
        stockAt: () => undefined,
      },
      addressOf: () => 'assumed',
      state,
      fixes,
      until: fixes.at(-1)!.at + 3_600_000,
    }),
  );
}

describe('a walk that was drawn', () => {
  test('tells fix by fix where it enters and leaves', async () => {
    const { steps } = await walkAlong(THROUGH);
    expect(steps.flatMap(({ moves }) => moves.map(({ move, place }) => `${move} ${place}`))).toEqual([
      'enter haus',
      'exit haus',
    ]);
    const entered = steps.findIndex(({ moves }) => moves.length > 0);
    expect([steps[entered - 1]!.inside, steps[entered]!.inside]).toEqual([[], ['haus']]);
  });

  test('says of a trigger that woke and did not match what was in the way', async () => {
    const { steps } = await walkAlong(THROUGH, {}, 'silver');
    const woken = steps.flatMap((step) => step.woken).filter(({ trigger }) => trigger === 'welcome');
    expect(woken).toMatchObject([{ answer: 'no', by: 'enter haus', on: { place: 'haus' } }]);
    expect(woken[0]!.blockers.join()).toContain('silver');
  });

  test('keeps unknown apart from no', async () => {
    const { steps } = await walkAlong(THROUGH);
    expect(steps.flatMap(({ woken }) => woken).find(({ trigger }) => trigger === 'welcome')!.answer).toBe('unknown');
  });

  test('decides as the live engine does: what was sent once is held back by its cooldown', async () => {
    const there = [...THROUGH, [12.3678, 51.34] as const];
    const { steps } = await walkAlong(there);
    const decisions = steps.flatMap(({ decisions }) => decisions).filter(({ trigger }) => trigger === 'come-in');
    expect(decisions).toMatchObject([
      { result: 'send', place: 'haus' },
      { result: 'held-back', gate: 'cooldown', code: 'cooling-down' },
    ]);
  });

  test('fires the timers that come due on the way: who rests long enough has dwelt', async () => {
    const to = [THROUGH[0]!, [12.37, 51.34] as const];
    const short = await walkAlong(to, { restMs: 60_000 });
    const long = await walkAlong(to, { restMs: 600_000 });
    const stays = ({ steps }: typeof short) =>
      steps.flatMap(({ decisions }) => decisions).filter(({ trigger }) => trigger === 'stay');
    expect([stays(short).length, stays(long).length]).toEqual([0, 1]);
  });

  test('says which fix counted for nothing, and why', async () => {
    const { steps } = await walkAlong([THROUGH[0]!, [13.5, 52]], { speedMetresPerSecond: 1_000 });
    expect(steps.some(({ ignored }) => ignored === 'impossible')).toBe(true);
  });
});
