import type { Stimulus } from '../../triggers/contract.ts';

/**
 * The places that a signal brought its customer into and out of, as its row tells them; undefined: none, as of nearly
 * all.
 */
export function movesOf(stimuli: readonly Stimulus[]): readonly string[] | undefined {
  let moves: string[] | undefined;
  for (const stimulus of stimuli) {
    if (stimulus.type !== 'enter' && stimulus.type !== 'exit') continue;
    const move = `${stimulus.type} ${stimulus.place.id}`;
    moves ??= [];
    if (!moves.includes(move)) moves.push(move);
  }
  return moves;
}
