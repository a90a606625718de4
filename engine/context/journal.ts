import { SHORT_HASH_CHARS, shortHash } from '../../triggers/hash.ts';
import type { HeardKind } from '../../triggers/state/contract.ts';
import { hasPart } from '../../triggers/state/seen-entry.ts';
import type { StateJournal } from './contract.ts';

/** Creates an empty journal. */
export function createJournal(): StateJournal {
  return new NotedChanges();
}

class NotedChanges implements StateJournal {
  heard: readonly HeardKind[] = NONE;
  remembered = 0;
  forgotten = '';
  isRewritten = false;

  noteHeard(kind: HeardKind): void {
    if (this.heard.length === 0) this.heard = [kind];
    else if (!this.heard.some((one) => one.kind === kind.kind)) this.heard = [...this.heard, kind];
  }

  noteRemembered(): void {
    this.remembered++;
  }

  noteForgotten(hashes: string): void {
    this.forgotten += hashes;
  }

  hasForgotten(id: string): boolean {
    return this.forgotten !== '' && hasPart(this.forgotten, SHORT_HASH_CHARS, shortHash(id));
  }

  noteRewritten(): void {
    this.isRewritten = true;
  }

  clear(): void {
    this.heard = NONE;
    this.remembered = 0;
    this.forgotten = '';
    this.isRewritten = false;
  }
}

const NONE: readonly HeardKind[] = Object.freeze([]);
