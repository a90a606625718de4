import { describe, expect, test } from 'vitest';
import {
  BERLIN,
  createWilling,
  placeAt,
  signalOf,
  THURSDAY_EVENING as T,
  triggerNamed,
  workspaceWith,
} from '../../test/support/moments.ts';
import type { Matcher, Trigger } from '../contract.ts';
import type { Workspace } from '../gates/contract.ts';
import type { Place } from '../places/contract.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import { nextDueAt, takeDue } from '../state/timers.ts';
import type { DecisionInputs } from './contract.ts';
import { decide } from './decide.ts';
import { fireDue } from './fire-due.ts';
import { resume } from './resume.ts';

const HOUR = 3_600_000;
const store = placeAt('store', 1, 1);

/** A matcher that every stimulus wakes all of whose triggers. */
function matching(...triggers: readonly Trigger[]): Matcher {
  return {
    triggers: new Map(triggers.map((trigger) => [trigger.definition.name, trigger])),
    match(moment, out) {
      for (const trigger of triggers) out.push({ trigger, moment, answer: true });
    },
    counts: { woken: new Map(), matched: new Map() },
  };
}

function inputsWith(matcher: Matcher, workspace: Partial<Workspace> = {}): DecisionInputs {
  const places = buildPlacesIndex([store]);
  return { matcher, places, world: BERLIN, workspace: workspaceWith(workspace), addressOf: () => 'c1' };
}

const cart = signalOf('cart');
const SIGNAL = [{ type: 'signal' }] as const;
const told = (decisions: ReturnType<typeof decide>) =>
  decisions.map((d) => [d.candidate.trigger.definition.name, d.result, 'gate' in d ? d.gate : '']);

describe('decide', () => {
  test('the most important trigger speaks, the others are recorded as losers', () => {
    const low = triggerNamed('low', { priority: 10 });
    const high = triggerNamed('high', { priority: 90 });
    expect(told(decide(createWilling(), cart, SIGNAL, inputsWith(matching(low, high))))).toEqual([
      ['high', 'send', ''],
      ['low', 'held-back', 'priority'],
    ]);
  });

  test('a paused trigger is held back and keeps no other from speaking; while all is paused none speaks', () => {
    const matcher = matching(triggerNamed('low', { priority: 10 }), triggerNamed('high', { priority: 90 }));
    const withPause = (isAll: boolean, ...triggers: string[]) =>
      decide(createWilling(), cart, SIGNAL, { ...inputsWith(matcher), paused: { isAll, triggers: new Set(triggers) } });
    expect(told(withPause(false, 'high'))).toEqual([
      ['high', 'held-back', 'paused'],
      ['low', 'send', ''],
    ]);
    expect(told(withPause(true))).toEqual([
      ['high', 'held-back', 'paused'],
      ['low', 'held-back', 'paused'],
    ]);
    const state = createWilling();
    decide(state, cart, SIGNAL, { ...inputsWith(matcher), paused: { isAll: true, triggers: new Set() } });
    expect(state.reservations).toEqual([]);
  });

  test('a trigger that several stimuli of one signal woke is decided once', () => {
    const stimuli = [{ type: 'signal' }, { type: 'enter', place: store }] as const;
    expect(decide(createWilling(), cart, stimuli, inputsWith(matching(triggerNamed('a'))))).toHaveLength(1);
  });

  test('the same signal, trigger and customer give the same id; another version another', () => {
    const [one] = decide(createWilling(), cart, SIGNAL, inputsWith(matching(triggerNamed('a'))));
    const [same] = decide(createWilling(), cart, SIGNAL, inputsWith(matching(triggerNamed('a'))));
    const [other] = decide(createWilling(), cart, SIGNAL, inputsWith(matching({ ...triggerNamed('a'), version: 2 })));
    expect(one!.candidate.id).toBe(same!.candidate.id);
    expect(one!.candidate.id).not.toBe(other!.candidate.id);
    expect(one!.candidate.id).toMatch(/^d-[\w-]{22}\.\d{5}$/);
  });

  test('a message is reserved when it is decided, so the next one meets the cap', () => {
    const state = createWilling();
    const inputs = inputsWith(matching(triggerNamed('a')), { caps: [{ most: 1, withinMs: HOUR }] });
    expect(told(decide(state, cart, SIGNAL, inputs))).toEqual([['a', 'send', '']]);
    expect(told(decide(state, signalOf('cart', {}, { id: 's2' }), SIGNAL, inputs))).toEqual([
      ['a', 'held-back', 'frequency-cap'],
    ]);
  });

  test('in shadow mode a trigger rests as if it had spoken, takes nobody’s place, and begins afresh when it goes live', () => {
    const more = { cooldownMs: HOUR, priority: 90 };
    const watched = triggerNamed('watched', { ...more, shadow: true });
    const state = createWilling();
    const inputs = inputsWith(matching(watched, triggerNamed('live')), { caps: [{ most: 3, withinMs: 2 * HOUR }] });
    const at = (minutes: number) => signalOf('cart', {}, { id: `s${minutes}`, at: T + minutes * 60_000 });
    expect(told(decide(state, at(0), SIGNAL, inputs))).toEqual([
      ['watched', 'held-back', 'shadow'],
      ['live', 'send', ''],
    ]);
    expect(told(decide(state, at(1), SIGNAL, inputs))).toEqual([
      ['watched', 'held-back', 'cooldown'],
      ['live', 'send', ''],
    ]);
    expect(state.reservations.map(({ trigger }) => trigger)).toEqual(['live', 'live']);
    expect(told(decide(state, at(59), SIGNAL, inputsWith(matching(triggerNamed('watched', more)))))).toEqual([
      ['watched', 'send', ''],
    ]);
    expect(told(decide(state, at(60), SIGNAL, inputs))).toEqual([
      ['watched', 'held-back', 'frequency-cap'],
      ['live', 'held-back', 'frequency-cap'],
    ]);
  });

  test('in shadow mode what waits for quiet hours to end takes nobody’s place', () => {
    const quiet = { quietHours: { from: '18:00', to: '22:00' } };
    const watched = triggerNamed('watched', { shadow: true, priority: 90 });
    const state = createWilling();
    expect(told(decide(state, cart, SIGNAL, inputsWith(matching(watched, triggerNamed('live')), quiet)))).toEqual([
      ['watched', 'deferred', 'quiet-hours'],
      ['live', 'deferred', 'quiet-hours'],
    ]);
  });

  test('what would have lost to another is told so, also in shadow mode', () => {
    const watched = triggerNamed('watched', { shadow: true, priority: 10 });
    expect(told(decide(createWilling(), cart, SIGNAL, inputsWith(matching(watched, triggerNamed('live')))))).toEqual([
      ['live', 'send', ''],
      ['watched', 'held-back', 'priority'],
    ]);
  });

  test('a signal that comes again after its id was forgotten is not decided twice', () => {
    const state = createWilling();
    const inputs = inputsWith(matching(triggerNamed('a')), { messagesPerMoment: 2 });
    expect(told(decide(state, cart, SIGNAL, inputs))).toEqual([['a', 'send', '']]);
    expect(decide(state, cart, SIGNAL, inputs)).toEqual([]);
    expect(state.reservations).toHaveLength(1);
  });

  test('the customer’s preferred channel comes before the workspace’s order', () => {
    const state = createWilling();
    state.values['customer.preferredChannel'] = { v: 'in-app', at: T, source: 'identify' };
    expect(decide(state, cart, SIGNAL, inputsWith(matching(triggerNamed('a'))))).toMatchObject([{ channel: 'in-app' }]);
    expect(decide(createWilling(), cart, SIGNAL, inputsWith(matching(triggerNamed('a'))))).toMatchObject([
      { channel: 'email' },
    ]);
  });
});

describe('one fix, several places', () => {
  const sized = (id: string, radiusMetres: number, more: Partial<Place> = {}, lat = 1) =>
    placeAt(id, lat, 1, { shape: { type: 'circle', centre: { lat, lon: 1 }, radiusMetres }, ...more });
  const mall = sized('mall', 500);
  const kiosk = sized('kiosk', 20);
  const cafe = sized('cafe', 60);
  const enters = (...places: readonly Place[]) => places.map((place) => ({ type: 'enter', place }) as const);
  const at = (decisions: ReturnType<typeof decide>) =>
    decisions.map((d) => [d.candidate.moment.place?.id, d.result, 'gate' in d ? d.gate : '']);
  const anywhere = matching(triggerNamed('a'));
  const fix = signalOf('location', { lat: 1, lon: 1 }, { id: 'fix' });

  test('every place is recorded, and the trigger speaks of the smallest', () => {
    const many = inputsWith(anywhere, { messagesPerMoment: 10 });
    const decisions = decide(createWilling(), fix, enters(mall, kiosk, cafe), many);
    expect(at(decisions)).toEqual([
      ['kiosk', 'send', ''],
      ['cafe', 'held-back', 'priority'],
      ['mall', 'held-back', 'priority'],
    ]);
    expect(new Set(decisions.map(({ candidate }) => candidate.id)).size, 'an id for each').toBe(3);
    expect(decisions[1]).toMatchObject({ isAside: true, reason: { code: 'other-place', args: { place: 'kiosk' } } });
  });

  test('of the one with the higher attribute `priority`, else of the nearer middle, else by id', () => {
    const flagship = sized('flagship', 900, { attributes: { priority: 5 } });
    const state = createWilling();
    for (const [name, v] of [
      ['lat', 1.002],
      ['lon', 1],
    ] as const)
      state.values[`location.${name}`] = { v, at: T, source: 'location' };
    const spokenOf = (...places: readonly Place[]) =>
      at(decide(structuredClone(state), fix, enters(...places), inputsWith(anywhere)))[0]![0];
    expect(spokenOf(kiosk, flagship, mall)).toBe('flagship');
    expect(spokenOf(sized('far', 50), sized('near', 50, {}, 1.001))).toBe('near');
    expect(spokenOf(sized('b', 50), sized('a', 50))).toBe('a');
  });

  test('the message has the id that it has of one place alone, whatever is beside it, so a repeat sends nothing', () => {
    const state = createWilling();
    const [alone] = decide(createWilling(), fix, enters(mall), inputsWith(anywhere));
    const [spoken] = decide(state, fix, enters(mall, kiosk), inputsWith(anywhere));
    expect(spoken!.candidate.id).toBe(alone!.candidate.id);
    expect(decide(state, fix, enters(mall, kiosk, cafe), inputsWith(anywhere))).toEqual([]);
  });

  test('what holds back the place it would speak of holds back the others', () => {
    const state = createWilling();
    const inputs = inputsWith(matching(triggerNamed('a', { cooldownMs: HOUR })));
    decide(state, cart, SIGNAL, inputs);
    expect(at(decide(state, fix, enters(mall, kiosk), inputs))).toEqual([
      ['kiosk', 'held-back', 'cooldown'],
      ['mall', 'held-back', 'cooldown'],
    ]);
  });

  test('in shadow mode and in quiet hours one place is spoken of, too', () => {
    const watched = inputsWith(matching(triggerNamed('a', { shadow: true })));
    expect(at(decide(createWilling(), fix, enters(mall, kiosk), watched)).map(([, , gate]) => gate)).toEqual([
      'shadow',
      'priority',
    ]);
    const state = createWilling();
    const quiet = inputsWith(anywhere, { quietHours: { from: '18:00', to: '22:00' } });
    expect(at(decide(state, fix, enters(mall, kiosk), quiet))).toEqual([
      ['kiosk', 'deferred', 'quiet-hours'],
      ['mall', 'held-back', 'priority'],
    ]);
    expect(Object.keys(state.timers)).toHaveLength(1);
  });

  test('a place whose answer is known goes before those that are not; where none is, all wait together', () => {
    const trigger: Trigger = {
      ...triggerNamed('a', { unknown: { waitMs: 5_000 } }),
      holds: ({ place, at: when }) =>
        place?.id === 'kiosk' ? (when > T ? false : undefined) : when > T ? true : undefined,
    };
    const asked = (answers: Readonly<Record<string, true | undefined>>) => {
      const matcher = matching(trigger);
      const match: Matcher['match'] = (moment, out) =>
        void out.push({ trigger, moment, answer: answers[moment.place!.id] });
      const places = buildPlacesIndex([mall, kiosk, cafe]);
      return { ...inputsWith({ ...matcher, match }, { messagesPerMoment: 10 }), places };
    };
    expect(at(decide(createWilling(), fix, enters(mall, kiosk), asked({ mall: true })))).toEqual([
      ['mall', 'send', ''],
    ]);
    const state = createWilling();
    const inputs = asked({});
    expect(decide(state, fix, enters(mall, kiosk, cafe), inputs)).toEqual([]);
    const timer = takeDue(state, T + 5_000)!;
    expect(Object.keys(state.timers)).toEqual([]);
    expect(at(resume(state, timer, inputs))).toEqual([
      ['cafe', 'send', ''],
      ['mall', 'held-back', 'priority'],
    ]);
    const left = [mall, cafe].map((place, i) => ({ type: 'exit', place, insideMs: (i + 1) * 60_000 }) as const);
    const other = createWilling();
    decide(other, fix, left, inputs);
    const stays = resume(other, takeDue(other, T + 5_000)!, inputs).map(({ candidate: { moment } }) => moment.stimulus);
    expect(stays, 'each with its own stay').toEqual([left[1], left[0]]);
  });

  test('dwells that end at one instant are one moment', () => {
    const trigger: Trigger = { ...triggerNamed('a'), waker: { listens: [], together: true } };
    const byKey = new Map([mall, kiosk].map((place) => [place.id, place]));
    const match: Matcher['match'] = (moment, out) => {
      if (moment.stimulus.type !== 'timer') return;
      out.push({ trigger, moment: { ...moment, place: byKey.get(moment.stimulus.key) }, answer: true });
    };
    const state = createWilling();
    for (const key of ['mall', 'kiosk', 'later'])
      state.timers[`a|${key}`] = { dueAt: key === 'later' ? T + 1 : T, trigger: 'a', key };
    const said: unknown[] = [];
    const inputs = inputsWith({ ...matching(trigger), match }, { messagesPerMoment: 10 });
    fireDue(state, T, inputs, (decisions) => said.push(...at(decisions)));
    expect(said).toEqual([
      ['kiosk', 'send', ''],
      ['mall', 'held-back', 'priority'],
    ]);
    expect(Object.keys(state.timers)).toEqual(['a|later']);
  });

  test('a thousand at most fire at once, so that one customer cannot hold up the others', () => {
    const state = createWilling();
    for (let i = 0; i < 1_500; i++) state.timers[`a|${i}`] = { dueAt: T, trigger: 'a', key: `${i}` };
    let fired = 0;
    fireDue(state, T, inputsWith(matching(triggerNamed('b'))), () => fired++);
    expect(fired).toBe(1_000);
    expect(Object.keys(state.timers)).toHaveLength(500);
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '18:00', to: '20:00' };
  const message = { ...triggerNamed('a').definition.message, expiresMs: 3 * HOUR };

  test('put a message off to their end, then it goes', () => {
    const state = createWilling();
    const inputs = inputsWith(matching(triggerNamed('a', { message })), { quietHours });
    expect(decide(state, cart, SIGNAL, inputs)).toMatchObject([
      { result: 'deferred', until: T + HOUR, resumed: false },
    ]);
    expect(nextDueAt(state)).toBe(T + HOUR);
    const timer = takeDue(state, T + HOUR)!;
    expect(resume(state, timer, inputs)).toMatchObject([{ result: 'send', resumed: true, expiresAt: T + 3 * HOUR }]);
    expect(state.timers).toEqual({});
  });

  test('of several that one signal set off only as many wait as it may set off, the more important first', () => {
    const state = createWilling();
    const [low, high] = [triggerNamed('low', { message, priority: 1 }), triggerNamed('high', { message, priority: 9 })];
    expect(told(decide(state, cart, SIGNAL, inputsWith(matching(low, high), { quietHours })))).toEqual([
      ['high', 'deferred', 'quiet-hours'],
      ['low', 'held-back', 'priority'],
    ]);
    expect(Object.keys(state.timers)).toHaveLength(1);
  });

  test('what may go at any hour does not stand back for what waits', () => {
    const service = triggerNamed('low', { message: { ...message, purpose: 'service' }, priority: 1 });
    const offer = triggerNamed('high', { message, priority: 9 });
    expect(told(decide(createWilling(), cart, SIGNAL, inputsWith(matching(service, offer), { quietHours })))).toEqual([
      ['high', 'deferred', 'quiet-hours'],
      ['low', 'send', ''],
    ]);
  });

  test('a message that does not live that long expires', () => {
    const state = createWilling();
    const short = { ...message, expiresMs: HOUR / 2 };
    const inputs = inputsWith(matching(triggerNamed('a', { message: short })), { quietHours });
    expect(decide(state, cart, SIGNAL, inputs)).toMatchObject([{ result: 'deferred', until: T + HOUR / 2 }]);
    expect(resume(state, takeDue(state, T + HOUR)!, inputs)).toMatchObject([{ result: 'expired', resumed: true }]);
  });

  test('consent withdrawn meanwhile stops it', () => {
    const state = createWilling();
    const inputs = inputsWith(matching(triggerNamed('a', { message })), { quietHours });
    decide(state, cart, SIGNAL, inputs);
    state.consents = { ...state.consents, '*:*': { granted: false, at: T + 1, source: 'test' } };
    expect(told(resume(state, takeDue(state, T + HOUR)!, inputs))).toEqual([['a', 'held-back', 'consent']]);
  });

  test('a message of a place is of that place still, and of none when the place is gone', () => {
    const inputs = inputsWith(matching(triggerNamed('a')), { quietHours });
    const resumed = (places: readonly Place[]) => {
      const state = createWilling();
      decide(state, cart, [{ type: 'enter', place: store }], inputs);
      const timer = takeDue(state, T + HOUR)!;
      return resume(state, timer, { ...inputs, places: buildPlacesIndex(places) })[0]!.candidate.moment;
    };
    expect(resumed([store])).toMatchObject({ place: { id: 'store' }, stimulus: { type: 'enter', place: store } });
    expect(resumed([])).toMatchObject({ place: undefined, stimulus: { type: 'signal' } });
  });

  test('a leaving that is tested again knows how long the stay was; of one stored by an earlier release it is unknown', () => {
    const inputs = inputsWith(matching(triggerNamed('a', { message })), { quietHours });
    const resumed = (change: (payload: Record<string, unknown>) => void) => {
      const state = createWilling();
      const left = { insideMs: 90_000, seenAt: T - 30_000, passing: true } as const;
      decide(state, cart, [{ type: 'exit', place: store, ...left }], inputs);
      const timer = takeDue(state, T + HOUR)!;
      const payload = JSON.parse(JSON.stringify(timer.payload)) as Record<string, unknown>;
      change(payload);
      return resume(state, { ...timer, payload }, inputs)[0]!.candidate.moment.stimulus;
    };
    const still = { type: 'exit', place: store, passing: true };
    expect(resumed(() => undefined)).toEqual({ ...still, insideMs: 90_000, seenAt: T - 30_000 });
    expect(
      resumed((payload) => {
        delete payload.insideMs;
        delete payload.seenAt;
      }),
    ).toEqual(still);
  });

  test('still-true asks the conditions again', () => {
    const state = createWilling();
    const trigger = triggerNamed('a', { message: { ...message, stillTrue: true } }, false);
    const inputs = inputsWith(matching(trigger), { quietHours });
    decide(state, cart, SIGNAL, inputs);
    expect(told(resume(state, takeDue(state, T + HOUR)!, inputs))).toEqual([['a', 'held-back', 'still-true']]);
  });
});

test('a trigger that is taken away while its message waited ends the decision, under its own version', () => {
  const state = createWilling();
  const inputs = inputsWith(matching({ ...triggerNamed('a'), version: 7 }), {
    quietHours: { from: '18:00', to: '20:00' },
  });
  const [deferred] = decide(state, cart, SIGNAL, inputs);
  const [ended] = resume(state, takeDue(state, T + HOUR)!, inputsWith(matching()));
  expect(ended).toMatchObject({
    result: 'held-back',
    gate: 'trigger',
    reason: { code: 'no-longer-live' },
    resumed: true,
  });
  expect(ended!.candidate).toMatchObject({ id: deferred!.candidate.id, trigger: { version: 7 } });
});

describe('an unknown answer', () => {
  const waiting = { unknown: { waitMs: 5_000 } } as const;

  test('waits, asks again, and goes when it is yes by then', () => {
    const state = createWilling();
    const inputs = inputsWith(matching(triggerNamed('a', waiting, true)));
    const unknown = { ...inputs, matcher: { ...inputs.matcher, match: unknownMatch(inputs) } };
    expect(decide(state, cart, SIGNAL, unknown)).toEqual([]);
    expect(nextDueAt(state)).toBe(T + 5_000);
    expect(told(resume(state, takeDue(state, T + 5_000)!, unknown))).toEqual([['a', 'send', '']]);
  });

  test('is dropped when it is still not known', () => {
    const state = createWilling();
    const inputs = inputsWith(matching({ ...triggerNamed('a', waiting), holds: () => undefined }));
    const unknown = { ...inputs, matcher: { ...inputs.matcher, match: unknownMatch(inputs) } };
    decide(state, cart, SIGNAL, unknown);
    expect(resume(state, takeDue(state, T + 5_000)!, unknown)).toEqual([]);
  });

  function unknownMatch({ matcher }: DecisionInputs): Matcher['match'] {
    return (moment, out) => {
      for (const trigger of matcher.triggers.values()) out.push({ trigger, moment, answer: undefined });
    };
  }
});

test('timers come out in the order of their time, each once', () => {
  const state = createWilling();
  for (const [key, dueAt] of [
    ['b', 20],
    ['a', 10],
    ['c', 30],
  ] as const)
    state.timers[key] = { dueAt, trigger: 't', key };
  expect([takeDue(state, 25)?.key, takeDue(state, 25)?.key, takeDue(state, 25)]).toEqual(['a', 'b', undefined]);
  expect(nextDueAt(state)).toBe(30);
});
