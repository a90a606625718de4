import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { stringify } from 'yaml';
import type { DraftConflict, DraftsView, DraftView, StoredDocumentView } from '../../engine/api/contract.ts';
import { createDraftKeeper, type DraftKeeper, type DraftState } from './draft-keeper.ts';
import { EngineAway, RequestRefused, request } from './request.ts';
import { sessionQuery } from './session.ts';

export type DraftKind = StoredDocumentView['kind'];

/** A document that the signed-in person is writing. */
export interface Draft extends DraftState, Pick<DraftKeeper, 'setText' | 'flush' | 'discard' | 'refresh' | 'settle'> {}

/** My drafts, and who else has some. */
export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: () => request<DraftsView>('GET', '/v1/drafts'),
});

/**
 * The signed-in person's draft of a document. It begins as the live one; what is typed is saved within two seconds
 * after the last key, and stays in this browser until it is.
 */
export function useDraft(kind: DraftKind, name: string): Draft {
  const keeper = useDraftKeeper(kind, name);
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state);
  const { setText, flush, discard, refresh, settle } = keeper;
  return { ...state, setText, flush, discard, refresh, settle };
}

/** The keeper of that draft: who asks for it is not drawn again for a key. */
export function useDraftKeeper(kind: DraftKind, name: string): DraftKeeper {
  const { data: session } = useQuery(sessionQuery);
  const keeper = keeperOf(session?.name ?? '', kind, name);
  useEffect(() => {
    const look = () => void keeper.refresh();
    const leave = () => void keeper.flush();
    look();
    window.addEventListener('focus', look);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [keeper]);
  return keeper;
}

/** One thing of a draft; who asks for it is drawn again only when that changes. */
export function useDraftPart<T>(keeper: DraftKeeper, part: (state: DraftState) => T): T {
  return useSyncExternalStore(keeper.subscribe, () => part(keeper.state));
}

/** The text of a draft as it stood when no key had come for a while. */
export function useSettledText(keeper: DraftKeeper, afterMs: number): string {
  const [settled, settle] = useState(keeper.state.text);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: string | undefined;
    const look = () => {
      if (keeper.state.text === seen) return;
      seen = keeper.state.text;
      clearTimeout(timer);
      timer = setTimeout(() => settle(keeper.state.text), afterMs);
    };
    look();
    const leave = keeper.subscribe(look);
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [keeper, afterMs]);
  return settled;
}

/** A live document as text: as it was typed, else as YAML, a place as JSON. */
export function textOfDocument({ kind, text, body }: Pick<StoredDocumentView, 'kind' | 'text' | 'body'>): string {
  if (text !== undefined) return text;
  if (kind === 'place') return `${JSON.stringify(body, null, 2)}\n`;
  return stringify(body, { lineWidth: 100, flowCollectionPadding: false });
}

/** One keeper for each draft, so that a form, a text editor and a button beside them see the same. */
const keepers = new Map<string, DraftKeeper>();

function keeperOf(person: string, kind: DraftKind, name: string): DraftKeeper {
  const storedAs = `kairos-draft:${JSON.stringify([person, kind, name])}`;
  const made = keepers.get(storedAs) ?? createKeeper(storedAs, `/v1/drafts/${kind}/${encodeURIComponent(name)}`);
  keepers.set(storedAs, made);
  return made;
}

function createKeeper(storedAs: string, path: string): DraftKeeper {
  return createDraftKeeper({
    read: () => request<DraftView>('GET', path),
    async save(draft) {
      try {
        return await request<{ readonly savedAt: number }>('PUT', path, draft);
      } catch (cause) {
        if (cause instanceof RequestRefused && cause.status === 409) {
          return { conflict: (cause.answer as DraftConflict).draft };
        }
        throw cause;
      }
    },
    async drop() {
      await request('DELETE', path).catch((cause: unknown) => {
        if (!(cause instanceof RequestRefused && cause.status === 404)) throw cause;
      });
    },
    isAway: (error) => error instanceof EngineAway,
    textOf: textOfDocument,
    storage: localStorage,
    storedAs,
    now: Date.now,
    later(then, ms) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  });
}
