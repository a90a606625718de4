import type { DocumentKind } from '../definitions/contract.ts';

/** What one person is writing: a document as they typed it, which need not be valid, and is live nowhere. */
export interface DraftText {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly text: string;
  /** The version that it began with; 0: a new document. Absent: the person did not say. */
  readonly baseVersion?: number;
  /** When it was typed, by the clock that it was typed at; milliseconds since 1970. */
  readonly updatedAt: number;
  /** When it was stored, by the engine's clock. */
  readonly savedAt: number;
}

/** Somebody's draft, without its text. */
export interface DraftMark {
  readonly person: string;
  readonly kind: DocumentKind;
  readonly name: string;
  readonly savedAt: number;
}

/**
 * Drafts in Redis, by person. A draft is kept until its person publishes or discards it, or has saved none for 180
 * days. Each person has at most 200 drafts and 16 MB, all together 256 MB.
 */
export interface Drafts {
  of(person: string): Promise<readonly DraftText[]>;
  get(person: string, kind: DocumentKind, name: string): Promise<DraftText | undefined>;
  /**
   * Stores a draft. With `since` only if the stored one is of that `savedAt` (0: there is none): else somebody signed
   * in as the same person saved another meanwhile, which is returned. Throws DraftRefused beyond a limit.
   */
  put(
    person: string,
    draft: Omit<DraftText, 'savedAt'>,
    since?: number,
  ): Promise<{ readonly saved: DraftText } | { readonly other: DraftText | undefined }>;
  /** Deletes a draft; false: there was none. */
  discard(person: string, kind: DocumentKind, name: string): Promise<boolean>;
  /** Lists the drafts of everybody, newest first, without their texts. */
  marks(): Promise<readonly DraftMark[]>;
}

/** A draft that is not stored, and the limit that it is beyond. */
export class DraftRefused extends Error {
  override readonly name = 'DraftRefused';
}
