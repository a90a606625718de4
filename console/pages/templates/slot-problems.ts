import type { PreviewsAnswer } from '../../../engine/api/contract.ts';
import type { SlotProblem } from '../../queries/templates.ts';

/** What is wrong with one slot. */
export interface SlotFault {
  readonly line: number | undefined;
  /** What was expected there; of an unknown field undefined. */
  readonly expected?: string;
  /** A field that nobody knows, and the nearest that is known. */
  readonly unknown?: string;
  readonly nearest?: string;
}

const PLACE = /^(?<slot>.+?)(?: line (?<line>\d+) column \d+)?$/;

/** Sorts problems and unknown fields by slot: `channels.email.subject`, `locales.de.email.subject`. */
export function faultsBySlot(
  problems: readonly SlotProblem[],
  unknown: PreviewsAnswer['unknown'] = [],
): ReadonlyMap<string, readonly SlotFault[]> {
  const faults = new Map<string, SlotFault[]>();
  const add = (slot: string, fault: SlotFault) => faults.set(slot, [...(faults.get(slot) ?? []), fault]);
  for (const { path, expected } of problems) {
    const { slot = path, line } = PLACE.exec(path)?.groups ?? {};
    add(slot, { line: line === undefined ? undefined : Number(line), expected });
  }
  for (const { at, name, line, nearest } of unknown) add(at, { line, unknown: name, ...(nearest && { nearest }) });
  return faults;
}

/** The problems that are about no slot that is shown. */
export function otherProblems(problems: readonly SlotProblem[], shown: ReadonlySet<string>): readonly SlotProblem[] {
  return problems.filter(({ path }) => !shown.has(PLACE.exec(path)?.groups?.slot ?? path));
}

/** The problems at their slots as the text editor marks them. */
export function marksOfSlots(problems: readonly SlotProblem[]): readonly SlotProblem[] {
  return problems.map((problem) => ({ ...problem, path: PLACE.exec(problem.path)?.groups?.slot ?? problem.path }));
}
