import { useCallback, useMemo, useReducer, useRef } from 'react';
import { beginHistory, doAgain, goOn, type History, takeBack } from '../../parts/draw-history.ts';
import { changeText, type PlaceBody, readPlace, writePlace } from '../../parts/place-text.ts';
import { type Draft, useDraft } from '../../queries/drafts.ts';

/** A place while it is edited: the text of its draft, each step of which can be taken back. */
export interface PlaceDraft {
  readonly draft: Draft;
  readonly text: string;
  /** Undefined: the text cannot be read. */
  readonly body: PlaceBody | undefined;
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes some values. Changes of one `topic` one after the other are one step, as when a word is typed. */
  change(changes: readonly Change[], topic?: string): void;
  /** Takes a text as it was typed. */
  write(text: string): void;
  undo(): void;
  redo(): void;
  /** Goes back to what is live. */
  discard(): Promise<void>;
}

/** Where in the document, and the new value; undefined removes it. */
export type Change = readonly [path: readonly string[], value: unknown];

/** The draft of a place that has no id yet. No place can be called that. */
export const NEW_PLACE = '(new)';
const BLANK = writePlace({ type: 'Feature', properties: { id: '', name: '' } });

interface Steps extends History<string> {
  /** What the last change was about. */
  readonly topic: string | undefined;
}

/** The signed-in person's draft of a place. It is saved with the engine as it is written. */
export function usePlaceDraft(id: string | undefined): PlaceDraft {
  const draft = useDraft('place', id ?? NEW_PLACE);
  const live = id === undefined ? BLANK : draft.liveText;
  const text = draft.text === '' ? live : draft.text;
  const [steps, setSteps] = useReducer((_: Steps, next: Steps) => next, { ...beginHistory(text), topic: undefined });
  const now = useRef({ steps, text, draft });
  now.current = { steps, text, draft };
  const go = useCallback((next: Steps) => {
    setSteps(next);
    now.current.draft.setText(next.present);
  }, []);
  const goOnTo = useCallback(
    (next: string, topic: string | undefined) => {
      const { steps: before, text: present } = now.current;
      const isSameStep = topic !== undefined && topic === before.topic;
      go({ ...goOn({ ...before, present }, next, isSameStep), topic });
    },
    [go],
  );
  return {
    draft,
    text,
    body: useMemo(() => readPlace(text), [text]),
    isChanged: text !== live,
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
    change: useCallback(
      (changes, topic) =>
        goOnTo(
          changes.reduce((one, [path, value]) => changeText(one, path, value), now.current.text),
          topic,
        ),
      [goOnTo],
    ),
    write: useCallback((typed) => goOnTo(typed, 'text'), [goOnTo]),
    undo: useCallback(
      () => go({ ...takeBack({ ...now.current.steps, present: now.current.text }), topic: undefined }),
      [go],
    ),
    redo: useCallback(
      () => go({ ...doAgain({ ...now.current.steps, present: now.current.text }), topic: undefined }),
      [go],
    ),
    discard: useCallback(async () => {
      setSteps({ ...beginHistory(''), topic: undefined });
      await now.current.draft.discard();
    }, []),
  };
}
