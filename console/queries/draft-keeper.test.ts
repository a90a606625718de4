import { expect, test } from 'vitest';
import type { DraftView } from '../../engine/api/contract.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';

type Stored = NonNullable<DraftView['stored']>;
type Kept = NonNullable<DraftView['draft']>;

class Away extends Error {}

const live = (version: number, text: string): Stored => ({
  ...{ kind: 'trigger', name: 'walk-by', source: 'triggers/walk-by.yaml', body: {} },
  version,
  text,
});

/** One engine, with a clock of its own; several browsers look at it. */
class Desk {
  now = 1_000;
  stored: Stored | undefined = live(3, 'name: walk-by\n');
  draft: Kept | undefined;
  isAway = false;
  saves = 0;
  /** Answers of reads wait for this; what they say is from when they were asked. */
  late: Promise<void> = Promise.resolve();
  readonly #due: { at: number; then: () => void }[] = [];

  /** Lets time pass, and everything that it sets going end. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await settle();
      const next = this.#due.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.now = Math.max(this.now, next.at);
      this.#due.splice(this.#due.indexOf(next), 1);
      next.then();
    }
    this.now = until;
  }

  async open(browser = new Map<string, string>()): Promise<DraftKeeper> {
    const answer = <T>(value: () => T): Promise<T> =>
      this.isAway ? Promise.reject(new Away('no answer')) : Promise.resolve(value());
    const keeper = createDraftKeeper({
      read: async () => {
        const said = answer(() => ({
          ...(this.draft && { draft: this.draft }),
          ...(this.stored && { stored: this.stored }),
          others: [],
        }));
        await this.late;
        return said;
      },
      save: ({ since, ...typed }) =>
        answer(() => {
          this.saves++;
          if (since !== (this.draft?.savedAt ?? 0)) return { conflict: this.draft };
          this.draft = { kind: 'trigger', name: 'walk-by', ...typed, savedAt: this.now };
          return { savedAt: this.now };
        }),
      drop: () =>
        answer(() => {
          this.draft = undefined;
        }),
      isAway: (error) => error instanceof Away,
      textOf: ({ text = '' }) => text,
      storage: {
        getItem: (name) => browser.get(name) ?? null,
        setItem: (name, text) => void browser.set(name, text),
        removeItem: (name) => void browser.delete(name),
      },
      storedAs: 'here',
      now: () => this.now,
      later: (then, ms) => {
        const one = { at: this.now + ms, then };
        this.#due.push(one);
        return () => void (this.#due.includes(one) && this.#due.splice(this.#due.indexOf(one), 1));
      },
    });
    await this.pass(0);
    return keeper;
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

test('a draft begins as the live document, and saves nothing while it is that', async () => {
  const desk = new Desk();
  const keeper = await desk.open();
  expect(keeper.state).toMatchObject({ is: 'same-as-live', text: 'name: walk-by\n', baseVersion: 3 });
  await desk.pass(10_000);
  expect(desk.saves).toBe(0);
});

test('what is typed is stored within two seconds of each key, also while somebody goes on typing', async () => {
  const desk = new Desk();
  const keeper = await desk.open();
  for (let i = 0; i < 40; i++) {
    keeper.setText(`text ${i}`);
    await desk.pass(100);
    if (i >= 20) expect(Number(desk.draft?.text.slice(5))).toBeGreaterThanOrEqual(i - 20);
  }
  await desk.pass(700);
  expect(desk.draft).toMatchObject({ text: 'text 39', baseVersion: 3 });
  expect(keeper.state).toMatchObject({ is: 'saved', savedAt: desk.draft!.savedAt });
  expect(desk.saves).toBeLessThan(8);
});

test('another browser goes on with the draft; a tab that was killed lost nothing that this browser kept', async () => {
  const desk = new Desk();
  const browser = new Map<string, string>();
  const keeper = await desk.open(browser);
  keeper.setText('saved');
  await desk.pass(2_000);
  keeper.setText('saved, and more');
  const elsewhere = await desk.open();
  expect(elsewhere.state.text).toBe('saved');
  const again = await desk.open(browser);
  expect(again.state.text).toBe('saved, and more');
  expect(desk.draft?.text).toBe('saved, and more');
  expect(browser.size).toBe(0);
});

test('an engine that is away is asked again, and nothing typed meanwhile is lost', async () => {
  const desk = new Desk();
  const browser = new Map<string, string>();
  const keeper = await desk.open(browser);
  desk.isAway = true;
  keeper.setText('typed in the dark');
  await desk.pass(5_000);
  expect(keeper.state.is).toBe('away');
  expect(browser.get('here')).toContain('typed in the dark');
  desk.isAway = false;
  await desk.pass(2_000);
  expect(keeper.state.is).toBe('saved');
  expect(desk.draft?.text).toBe('typed in the dark');
});

test('a draft saved elsewhere in the same name is shown beside this one, and neither is overwritten', async () => {
  const desk = new Desk();
  const [here, there] = [await desk.open(), await desk.open()];
  there.setText('there');
  await desk.pass(2_000);
  here.setText('here');
  await desk.pass(2_000);
  expect(here.state).toMatchObject({ is: 'unsaved', text: 'here', elsewhere: { text: 'there' } });
  expect(desk.draft?.text).toBe('there');
  await here.settle('mine');
  expect(desk.draft?.text).toBe('here');
  there.setText('there again');
  await desk.pass(2_000);
  await there.settle('elsewhere');
  expect(there.state).toMatchObject({ is: 'saved', text: 'here', elsewhere: undefined });
  there.setText('both');
  await desk.pass(2_000);
  expect(desk.draft?.text).toBe('both');
});

test('an answer that got lost is no conflict', async () => {
  const desk = new Desk();
  const keeper = await desk.open();
  desk.draft = { kind: 'trigger', name: 'walk-by', text: 'mine', updatedAt: 1, savedAt: 77 };
  keeper.setText('mine');
  await desk.pass(2_000);
  expect(keeper.state).toMatchObject({ is: 'saved', savedAt: 77, elsewhere: undefined });
});

test('an answer that was under way while somebody typed and saved, or discarded, takes nothing back', async () => {
  const desk = new Desk();
  const keeper = await desk.open();
  let arrive = () => {};
  const holdBack = () => {
    desk.late = new Promise((resolve) => {
      arrive = resolve;
    });
  };
  holdBack();
  void keeper.refresh();
  keeper.setText('typed meanwhile');
  await desk.pass(2_000);
  expect(desk.draft?.text).toBe('typed meanwhile');
  arrive();
  await desk.pass(0);
  expect(keeper.state).toMatchObject({ is: 'saved', text: 'typed meanwhile' });
  keeper.setText('and on');
  await desk.pass(2_000);
  expect([desk.draft?.text, keeper.state.elsewhere]).toEqual(['and on', undefined]);
  holdBack();
  void keeper.refresh();
  const discarded = keeper.discard();
  await desk.pass(0);
  arrive();
  await discarded;
  expect([desk.draft, keeper.state.text]).toEqual([undefined, 'name: walk-by\n']);
});

test('going back to the live text, or discarding, leaves no draft', async () => {
  const desk = new Desk();
  const keeper = await desk.open();
  keeper.setText('other');
  await desk.pass(2_000);
  keeper.setText('name: walk-by\n');
  await desk.pass(2_000);
  expect([desk.draft, keeper.state.is]).toEqual([undefined, 'same-as-live']);
  keeper.setText('other');
  await desk.pass(2_000);
  await keeper.discard();
  expect([desk.draft, keeper.state.text]).toEqual([undefined, 'name: walk-by\n']);
});

test('what a colleague published shows beside a draft, which keeps its own base', async () => {
  const desk = new Desk();
  const keeper = await desk.open();
  keeper.setText('mine');
  await desk.pass(2_000);
  desk.stored = live(4, 'theirs');
  await keeper.refresh();
  expect(keeper.state).toMatchObject({ is: 'saved', text: 'mine', baseVersion: 3, liveText: 'theirs' });
  desk.draft = undefined;
  await keeper.refresh();
  expect(keeper.state).toMatchObject({ is: 'same-as-live', text: 'theirs', baseVersion: 4 });
});
