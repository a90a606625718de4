import { shortHash } from '../../triggers/hash.ts';
import type { Journal } from '../../triggers/state/contract.ts';

/** A journal that keeps each note by itself, for tests of those that write one. */
export interface KeptNotes extends Journal {
  readonly kinds: string[];
  readonly forgotten: string[];
  remembered: number;
  rewritten: number;
}

export function keepNotes(): KeptNotes {
  return {
    kinds: [],
    forgotten: [],
    remembered: 0,
    rewritten: 0,
    noteHeard({ kind }) {
      this.kinds.push(kind);
    },
    noteRemembered() {
      this.remembered++;
    },
    noteForgotten(hashes) {
      this.forgotten.push(...(hashes.match(/.{8}/g) ?? []));
    },
    hasForgotten(id) {
      return this.forgotten.includes(shortHash(id));
    },
    noteRewritten() {
      this.rewritten++;
    },
  };
}
