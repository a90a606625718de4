import { diffLines, splitLines } from './line-diff.ts';

/** A piece of a merge: lines that are settled, or that two people changed in two ways. */
export type MergedPiece =
  | { readonly is: 'settled'; readonly lines: readonly string[] }
  | { readonly is: 'conflict'; readonly mine: readonly string[]; readonly theirs: readonly string[] };

/** What two people made of one text. Changes that touch different lines are both taken. */
export function mergeLines(base: string, mine: string, theirs: string): readonly MergedPiece[] {
  const [ours, others] = [changesOf(base, mine), changesOf(base, theirs)];
  const lines = splitLines(base);
  const pieces: MergedPiece[] = [];
  const settle = (some: readonly string[]) => {
    const last = pieces.at(-1);
    if (some.length === 0) return;
    if (last?.is === 'settled') pieces[pieces.length - 1] = { is: 'settled', lines: [...last.lines, ...some] };
    else pieces.push({ is: 'settled', lines: some });
  };
  let at = 0;
  while (ours.length > 0 || others.length > 0) {
    const from = Math.min(ours[0]?.from ?? Infinity, others[0]?.from ?? Infinity);
    settle(lines.slice(at, from));
    // Everything that hangs together: each further change begins where the first does, or before the last one ends.
    let to = from;
    const [a, b]: [Change[], Change[]] = [[], []];
    for (let grows = true; grows; ) {
      grows = false;
      for (const [source, taken] of [
        [ours, a],
        [others, b],
      ] as const) {
        if (source[0] && (source[0].from < to || source[0].from === from)) {
          const change = source.shift()!;
          taken.push(change);
          to = Math.max(to, change.to);
          grows = true;
        }
      }
    }
    const [one, other] = [apply(lines, a, from, to), apply(lines, b, from, to)];
    if (b.length === 0 || isEqual(one, other)) settle(one);
    else if (a.length === 0) settle(other);
    else pieces.push({ is: 'conflict', mine: one, theirs: other });
    at = to;
  }
  settle(lines.slice(at));
  return pieces;
}

/** The merged text, with the choice for each conflict in their order. */
export function textOfMerge(pieces: readonly MergedPiece[], choices: readonly ('mine' | 'theirs' | 'both')[]): string {
  let conflict = 0;
  const lines = pieces.flatMap((piece) => {
    if (piece.is === 'settled') return piece.lines;
    const choice = choices[conflict++] ?? 'mine';
    return choice === 'both' ? [...piece.theirs, ...piece.mine] : piece[choice];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Lines `from` until before `to` of the base became these. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function changesOf(base: string, text: string): Change[] {
  const changes: Change[] = [];
  let at = 0;
  let open: { from: number; lines: string[] } | undefined;
  const close = () => {
    if (open) changes.push({ from: open.from, to: at, lines: open.lines });
    open = undefined;
  };
  for (const line of diffLines(base, text)) {
    if (line.is === 'same') {
      close();
      at++;
      continue;
    }
    open ??= { from: at, lines: [] };
    if (line.is === 'removed') at++;
    else open.lines.push(line.text);
  }
  close();
  return changes;
}

function apply(base: readonly string[], changes: readonly Change[], from: number, to: number): readonly string[] {
  const lines: string[] = [];
  let at = from;
  for (const change of changes) {
    lines.push(...base.slice(at, change.from), ...change.lines);
    at = change.to;
  }
  return [...lines, ...base.slice(at, to)];
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}
