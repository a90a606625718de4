import { SHORT_HASH_CHARS, shortHash } from '../hash.ts';
import type { SeenSignals } from './contract.ts';
import { ENTRY_CHARS, formatEntry, hasPart, readSecond } from './seen-entry.ts';

/**
 * A customer's last signals as one text, which is their stored form. The engine's states have
 * `engine/context/seen-bytes.ts`.
 */
export class SeenText implements SeenSignals {
  private text: string;

  constructor(text = '') {
    this.text = text;
  }

  get count(): number {
    return this.text.length / ENTRY_CHARS;
  }

  has(id: string): boolean {
    return hasPart(this.text, ENTRY_CHARS, shortHash(id));
  }

  add(id: string, second: number): boolean {
    if (this.has(id)) return false;
    this.text += formatEntry(id, second);
    return true;
  }

  secondAt(position: number): number {
    return readSecond(this.text, position * ENTRY_CHARS);
  }

  forgetOldest(count: number): string {
    const cut = this.text.slice(0, count * ENTRY_CHARS);
    this.text = this.text.slice(cut.length);
    let hashes = '';
    for (let at = 0; at < cut.length; at += ENTRY_CHARS) hashes += cut.slice(at, at + SHORT_HASH_CHARS);
    return hashes;
  }

  format(newest: number = this.count): string {
    return newest === 0 ? '' : this.text.slice(-newest * ENTRY_CHARS);
  }

  append(entries: string): void {
    this.text += entries;
  }
}
