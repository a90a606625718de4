import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { beginHistory, doAgain, goOn, type History, takeBack } from '../../parts/draw-history.ts';
import { changeText, type PlaceBody, readPlace, writePlace } from '../../parts/place-text.ts';

/** A place while it is edited: the text of its document, each step of which can be taken back. */
export interface PlaceDraft {
  readonly text: string;
  /** Undefined: the text cannot be read. */
  readonly body: PlaceBody | undefined;
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes some values. Changes of one `topic` one after the other are one step, as when a word is typed. */
  change(changes: readonly Change[], topic?: string): void;
  undo(): void;
  redo(): void;
  /** Goes back to what is stored. */
  discard(): void;
}

/** Where in the document, and the new value; undefined removes it. */
export type Change = readonly [path: readonly string[], value: unknown];

interface Editing extends History<string> {
  readonly topic: string | undefined;
}

type Step =
  | { readonly do: 'change'; readonly changes: readonly Change[]; readonly topic: string | undefined }
  | { readonly do: 'undo' | 'redo' }
  | { readonly do: 'discard'; readonly text: string };

/** The draft of a place. What is typed is kept in the browser until it is published or discarded. */
export function usePlaceDraft(name: string, stored: PlaceBody & { readonly text?: string }): PlaceDraft {
  const [before] = useState(() => stored.text ?? writePlace(stored));
  const key = `kairos.draft.place.${name}`;
  const [{ present: text, past, future }, step] = useReducer(take, undefined, () => ({
    ...beginHistory(localStorage.getItem(key) ?? before),
    topic: undefined,
  }));
  const isChanged = text !== before;
  useEffect(() => {
    if (isChanged) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  }, [key, text, isChanged]);
  return {
    text,
    body: useMemo(() => readPlace(text), [text]),
    isChanged,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change: useCallback((changes, topic) => step({ do: 'change', changes, topic }), []),
    undo: useCallback(() => step({ do: 'undo' }), []),
    redo: useCallback(() => step({ do: 'redo' }), []),
    discard: useCallback(() => step({ do: 'discard', text: before }), [before]),
  };
}

function take(editing: Editing, step: Step): Editing {
  if (step.do === 'discard') return { ...beginHistory(step.text), topic: undefined };
  if (step.do !== 'change') return { ...(step.do === 'undo' ? takeBack : doAgain)(editing), topic: undefined };
  const next = step.changes.reduce((text, [path, value]) => changeText(text, path, value), editing.present);
  const isSameStep = step.topic !== undefined && step.topic === editing.topic;
  return { ...goOn(editing, next, isSameStep), topic: step.topic };
}
