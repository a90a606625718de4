import type { DraftConflict, DraftView } from '../../engine/api/contract.ts';

/** What an editor shows of a document that somebody is writing. */
export interface DraftState {
  /** `loading` until it was read for the first time. */
  readonly is: 'loading' | 'same-as-live' | 'saved' | 'unsaved' | 'away' | 'refused';
  readonly text: string;
  /** When the text was saved; undefined: it is the live one, or not saved yet. */
  readonly savedAt: number | undefined;
  /** The version that the draft began with; 0: a new document. */
  readonly baseVersion: number;
  /** The live document; undefined: there is none. */
  readonly stored: DraftView['stored'];
  /** The live document as text. */
  readonly liveText: string;
  /** Other people who have a draft of it. */
  readonly others: DraftView['others'];
  /** Another draft that was saved in the same name meanwhile, in another browser. */
  readonly elsewhere: DraftConflict['draft'];
  /** Why it could not be saved, or read. */
  readonly error: Error | undefined;
}

/** What the keeper needs from outside. */
export interface DraftKeeperParts {
  readonly read: () => Promise<DraftView>;
  readonly save: (draft: {
    readonly text: string;
    readonly baseVersion: number;
    readonly updatedAt: number;
    readonly since: number;
  }) => Promise<{ readonly savedAt: number } | { readonly conflict: DraftConflict['draft'] }>;
  readonly drop: () => Promise<void>;
  /** The engine did not answer: it is asked again. */
  readonly isAway: (error: unknown) => boolean;
  /** Makes the text of a live document. */
  readonly textOf: (stored: NonNullable<DraftView['stored']>) => string;
  /** Holds what is not saved yet, over a reload. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly storedAs: string;
  readonly now: () => number;
  /** Calls back after so many milliseconds; returns the function that calls it off. */
  readonly later: (then: () => void, ms: number) => () => void;
}

/** A draft is saved so long after the last key, and at the latest so long after the first one that is not saved. */
const SAVE_AFTER_MS = 700;
const SAVE_WITHIN_MS = 1_500;
const ASK_AGAIN_MS = 2_000;

interface Kept {
  readonly text: string;
  readonly baseVersion: number;
  readonly updatedAt: number;
  readonly since: number;
}

/** Keeps one draft: shows it at once, saves it soon, and loses nothing when the engine or the browser goes away. */
export interface DraftKeeper {
  readonly state: DraftState;
  subscribe(changed: () => void): () => void;
  /** Changes the text; with a version, also what it is based on, after a merge. */
  setText(text: string, baseVersion?: number): void;
  /** Saves what is not saved, now. */
  flush(): Promise<void>;
  /** Goes back to the live document. */
  discard(): Promise<void>;
  /** Looks again at what is stored, unless something is unsaved. */
  refresh(): Promise<void>;
  /** Ends a conflict with a draft saved elsewhere: by taking that one, or by keeping this one. */
  settle(take: 'mine' | 'elsewhere'): Promise<void>;
}

/** Creates the keeper of a draft and begins to read it. */
export function createDraftKeeper(parts: DraftKeeperParts): DraftKeeper {
  const { storage, storedAs, now, later } = parts;
  const listeners = new Set<() => void>();
  let state: DraftState = NOTHING_READ;
  /** `savedAt` of the stored draft; 0: there is none. */
  let since = 0;
  let unsavedSince: number | undefined;
  /** Counts what was done here: an answer that was asked for before the last of it is out of date. */
  let doings = 0;
  let callOff: (() => void) | undefined;
  let saving: Promise<void> | undefined;

  const become = (next: Partial<DraftState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const keepLocally = (kept: Kept) => {
    try {
      storage.setItem(storedAs, JSON.stringify(kept));
    } catch {
      // The browser's room is full: the engine has it in a second.
    }
  };
  const plan = (ms: number) => {
    callOff?.();
    callOff = later(() => void flush(), ms);
  };

  const setText = (text: string, baseVersion = state.baseVersion) => {
    if (state.is === 'loading') return;
    doings++;
    unsavedSince ??= now();
    const { elsewhere } = state;
    keepLocally({ text, baseVersion, updatedAt: now(), since });
    become({ text, baseVersion, is: 'unsaved' });
    if (!elsewhere) plan(Math.max(0, Math.min(SAVE_AFTER_MS, unsavedSince + SAVE_WITHIN_MS - now())));
  };

  const saveOnce = async () => {
    const { text, baseVersion, liveText, stored } = state;
    const isLive = stored !== undefined && text === liveText && baseVersion === stored.version;
    try {
      if (isLive) {
        if (since > 0) await parts.drop();
        since = 0;
        settled(text, { is: 'same-as-live', savedAt: undefined });
        return;
      }
      const answer = await parts.save({ text, baseVersion, updatedAt: now(), since });
      if ('savedAt' in answer) {
        since = answer.savedAt;
        settled(text, { is: 'saved', savedAt: answer.savedAt });
      } else if (answer.conflict?.text === text) {
        // Its answer got lost.
        since = answer.conflict.savedAt;
        settled(text, { is: 'saved', savedAt: since });
      } else if (answer.conflict) {
        become({ elsewhere: answer.conflict });
      } else {
        // It was discarded elsewhere; what is typed here goes on.
        since = 0;
        plan(0);
      }
    } catch (error) {
      become({ is: parts.isAway(error) ? 'away' : 'refused', error: error as Error });
      if (parts.isAway(error)) plan(ASK_AGAIN_MS);
    }
  };
  /** A text was saved; another one may have been typed meanwhile. */
  const settled = (text: string, next: Pick<DraftState, 'is' | 'savedAt'>) => {
    if (state.text !== text) {
      unsavedSince = now();
      keepLocally({ text: state.text, baseVersion: state.baseVersion, updatedAt: now(), since });
      become({ savedAt: next.savedAt, error: undefined });
      plan(SAVE_AFTER_MS);
      return;
    }
    unsavedSince = undefined;
    storage.removeItem(storedAs);
    become({ ...next, error: undefined });
  };
  const flush = async (): Promise<void> => {
    callOff?.();
    callOff = undefined;
    if (saving) {
      await saving;
      if (unsavedSince === undefined || callOff === undefined) return;
      return flush();
    }
    if (unsavedSince === undefined || state.elsewhere) return;
    saving = saveOnce().finally(() => {
      saving = undefined;
    });
    return saving;
  };

  const show = ({ draft, stored, others }: DraftView) => {
    const liveText = stored ? parts.textOf(stored) : '';
    since = draft?.savedAt ?? 0;
    const common = { stored, liveText, others, error: undefined };
    if (draft && draft.text !== liveText) {
      const baseVersion = draft.baseVersion ?? stored?.version ?? 0;
      become({ ...common, is: 'saved', text: draft.text, savedAt: draft.savedAt, baseVersion });
    } else {
      // It was published, or typed back to what is live.
      if (draft) void parts.drop().catch(() => undefined);
      since = 0;
      become({ ...common, is: 'same-as-live', text: liveText, savedAt: undefined, baseVersion: stored?.version ?? 0 });
    }
    takeUp(readKept(storage.getItem(storedAs)));
  };
  /** Goes on with what this browser kept and could not save. */
  const takeUp = (kept: Kept | undefined) => {
    if (!kept || kept.text === state.text) {
      if (kept) storage.removeItem(storedAs);
      return;
    }
    const { text, savedAt = 0, baseVersion } = state;
    const isNewer = kept.since === since;
    unsavedSince = now();
    become({
      text: kept.text,
      baseVersion: kept.baseVersion,
      is: 'unsaved',
      ...(!isNewer && since > 0 && { elsewhere: { ...ELSEWHERE, text, savedAt, baseVersion, updatedAt: savedAt } }),
    });
    if (!state.elsewhere) plan(0);
  };
  let reading: Promise<void> | undefined;
  const refresh = (): Promise<void> => {
    reading ??= look().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const look = async (): Promise<void> => {
    if (unsavedSince !== undefined || state.elsewhere) return;
    const before = doings;
    try {
      const view = await parts.read();
      if (unsavedSince !== undefined) return;
      if (doings !== before) return await look();
      show(view);
    } catch (error) {
      become({ error: error as Error });
      if (state.is === 'loading' && parts.isAway(error)) callOff = later(() => void refresh(), ASK_AGAIN_MS);
    }
  };
  void refresh();

  return {
    get state() {
      return state;
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    setText,
    flush,
    refresh,
    async discard() {
      callOff?.();
      await saving;
      if (since > 0) await parts.drop();
      doings++;
      since = 0;
      unsavedSince = undefined;
      storage.removeItem(storedAs);
      become({ elsewhere: undefined });
      await refresh();
    },
    async settle(take) {
      const { elsewhere } = state;
      if (!elsewhere) return;
      doings++;
      since = elsewhere.savedAt;
      if (take === 'mine') {
        become({ elsewhere: undefined });
        setText(state.text);
        return flush();
      }
      unsavedSince = undefined;
      storage.removeItem(storedAs);
      const { text, savedAt, baseVersion = state.baseVersion } = elsewhere;
      become({ elsewhere: undefined, is: 'saved', text, savedAt, baseVersion });
    },
  };
}

const NOTHING_READ: DraftState = {
  is: 'loading',
  text: '',
  savedAt: undefined,
  baseVersion: 0,
  stored: undefined,
  liveText: '',
  others: [],
  elsewhere: undefined,
  error: undefined,
};
const ELSEWHERE = { kind: 'trigger', name: '' } as const;

function readKept(text: string | null): Kept | undefined {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return undefined;
  }
}
