import * as z from 'zod';
import { duration } from '../arguments/durations.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { lastSeenAt } from '../places/sights.ts';
import { DAY_MS } from '../time/spans.ts';
import { confirm, nameConfirmed } from '../waking/confirm.ts';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const MOST_UNSEEN_MS = 120_000;

/**
 * Goes by the time of the signals: a dwell ends when it is due, however late the engine gets to know. When no fix found
 * the customer there shortly before, the next that does decides.
 */
export default defineWaker({
  name: 'dwell',
  title: { en: 'stays in a place', de: 'hält sich an einem Ort auf' },
  summary: {
    en: 'The customer has stayed in a place for this long.',
    de: 'Der Kunde ist so lange an einem Ort geblieben.',
  },
  args: z.strictObject(
    {
      places: placeSelector,
      for: say(duration(1_000, 7 * DAY_MS), { en: 'For', de: 'So lange' }),
      'seen-within': say(
        duration(1_000, 7 * DAY_MS),
        { en: 'Last seen at most', de: 'Zuletzt gesehen vor höchstens' },
        {
          description: {
            en: 'How old the last position in the place may be.',
            de: 'Wie alt die letzte Position am Ort sein darf.',
          },
        },
      ).optional(),
      confirm,
    },
    '{ places: { tag: … }, for: 10m }, with or without seen-within: 2m and confirm: 2',
  ),
  onlyByTimer: true,
  examples: [
    {
      args: { places: { tag: 'store' }, for: '10m' },
      listens: ['enter:#store', 'exit:#store', 'seen/120000ms:#store'],
    },
    { args: { places: { id: 'mitte' }, for: '3m' }, listens: ['enter:mitte', 'exit:mitte', 'seen/90000ms:mitte'] },
    {
      args: { places: { id: 'mitte' }, for: '1h', 'seen-within': '10m' },
      listens: ['enter:mitte', 'exit:mitte', 'seen/600000ms:mitte'],
    },
    { args: { places: 'any', for: '5s' }, listens: ['enter:*', 'exit:*', 'seen/2500ms:*'] },
    { args: { places: 'any', for: '5s', confirm: 2 }, listens: ['enter/2:*', 'exit:*', 'seen/2500ms:*'] },
  ],
  compile({ places, for: stayMs, 'seen-within': given, confirm: fixes }): CompiledWaker {
    const seenWithinMs = given ?? Math.min(MOST_UNSEEN_MS, Math.ceil(stayMs / 2));
    return {
      together: true,
      listens: [
        ...selectedKeys(nameConfirmed('enter', fixes), places),
        ...selectedKeys('exit', places),
        ...selectedKeys(`seen/${seenWithinMs}ms`, places),
      ],
      step({ at, stimulus, state }: Moment): Step {
        switch (stimulus.type) {
          case 'enter':
            // A later fix may have confirmed it: the stay began with the first one.
            return armFor(stimulus.place.id, state.inside[stimulus.place.id]?.since ?? at);
          case 'exit':
            return { disarm: [stimulus.place.id] };
          case 'seen': {
            const { place, unseenMs } = stimulus;
            const inside = state.inside[place.id];
            if (!inside || (inside.seen && inside.seen.fixes < (fixes ?? 1))) return SLEEP;
            // Whether the stay ended unseen.
            const dueAt = inside.since + stayMs;
            const wasUnseen = dueAt <= at && dueAt - (at - unseenMs) > seenWithinMs;
            return wasUnseen ? { arm: [{ key: place.id, dueAt: at }] } : SLEEP;
          }
          case 'timer': {
            const inside = state.inside[stimulus.key];
            if (!inside) return SLEEP;
            // The trigger may have been published anew with a longer stay since the timer was armed.
            if (at < inside.since + stayMs) return armFor(stimulus.key, inside.since);
            if (at - lastSeenAt(state, stimulus.key)! > seenWithinMs) return SLEEP;
            return { wakes: true, placeId: stimulus.key };
          }
          default:
            return SLEEP;
        }
      },
    };

    function armFor(placeId: string, since: number): Step {
      return { arm: [{ key: placeId, dueAt: since + stayMs }] };
    }
  },
});

const SLEEP: Step = Object.freeze({});
