import type { OpenAccount } from '../../../channels/open.ts';

/** A line that this process knows not to be empty. */
export interface Line {
  /** Its channel and accounts. */
  readonly name: string;
  readonly channel: string;
  /** The names of its accounts. */
  readonly accounts: readonly string[];
  /** It is the line for the pace of one account. */
  readonly isPace: boolean;
  /** How many wait in it, as far as this process was told. */
  readonly length: number;
}

/** The lines that are known not to be empty. Those that were served longest ago come first. */
export interface KnownLines {
  readonly isEmpty: boolean;
  channels(): Iterable<string>;
  of(channel: string): readonly Line[];
  /** Returns how many wait in a line. */
  lengthOf(name: string): number;
  /** Notes a line that was found; how many wait in it is not known. */
  find(name: string): void;
  /** Notes how many wait in a line. */
  note(name: string, length: number): void;
  /** Notes that a line was served, and how many are left. */
  serve(name: string, left: number): void;
}

const PACE = '/pace';

/** Names the line of a channel for some accounts. */
export function lineFor(accounts: readonly OpenAccount[]): string {
  return accounts
    .map(({ name }) => name)
    .sort()
    .join(',');
}

/** Names the line for an account that has had its number of messages: others may serve them, and none of them shall. */
export function paceLineFor({ name }: OpenAccount): string {
  return `${name}${PACE}`;
}

/** Returns the name of a line among those of all channels. */
export function fullNameOf(channel: string, line: string): string {
  return `${channel} ${line}`;
}

/** Creates the list, empty. */
export function createKnownLines(): KnownLines {
  const lines = new Map<string, Line>();
  const note = (name: string, length: number) => void lines.set(name, { ...readName(name), length });
  return {
    get isEmpty() {
      return lines.size === 0;
    },
    channels: () => new Set([...lines.values()].map(({ channel }) => channel)),
    of: (channel) => [...lines.values()].filter((line) => line.channel === channel),
    lengthOf: (name) => lines.get(name)?.length ?? 0,
    find(name) {
      if (!lines.has(name)) note(name, 0);
    },
    note,
    serve(name, left) {
      lines.delete(name);
      if (left > 0) note(name, left);
    },
  };
}

function readName(name: string): Omit<Line, 'length'> {
  const [channel = '', accounts = ''] = name.split(' ');
  const isPace = accounts.endsWith(PACE);
  return { name, channel, accounts: (isPace ? accounts.slice(0, -PACE.length) : accounts).split(','), isPace };
}
