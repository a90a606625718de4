import type { Column } from './column.ts';
import { buildColumns, type CodedClause, SLICE } from './columns.ts';
import type { Likelihood, Rules } from './contract.ts';
import { widthOf } from './entries.ts';
import { evenLikelihood, Filings } from './filing.ts';
import { type LaidOut, layOut } from './lay-out.ts';
import { PartitionDraft } from './partition.ts';
import { RuleTable } from './rule-table.ts';

/** Rules filed by their least likely clause, in flat arrays. Frozen. */
export interface MatchIndex extends LaidOut {
  readonly columns: readonly Column[];
  readonly table: RuleTable;
  /** How many rules; their numbers run from 0. */
  readonly rules: number;
}

/**
 * Builds an index over rules, which are known by their position. A generator, so that its caller may let signals through between
 * two slices of a fraction of a millisecond; the last value is the index. Of a rule nothing but numbers in flat arrays is kept
 * from one step to the next: objects that live until all is built would cost more than building it.
 */
export function* buildIndex(
  rules: Rules,
  likelihoodOf: (columns: readonly Column[]) => Likelihood = evenLikelihood,
): Generator<void, MatchIndex> {
  const { columns, codesOf } = yield* buildColumns(rules);
  const table = new RuleTable(rules.length);
  const filings = new Filings(rules.length, columns, likelihoodOf(columns));
  const byKey = new Map<number, number[]>();
  for (let rule = 0; rule < rules.length; rule++) {
    if (rule % SLICE === 0) yield;
    const { clauses, keys, isExact, wantsUnknown } = rules.at(rule)!;
    const coded = bySelectivity(clauses.map(codesOf), columns);
    table.add(rule, coded, { isExact, wantsUnknown, isOften: keys.length > 1 });
    filings.add(rule, coded, wantsUnknown);
    for (const key of keys) {
      const share = byKey.get(key);
      if (share) share.push(rule);
      else byKey.set(key, [rule]);
    }
  }
  const drafts = new Map<number, PartitionDraft>();
  for (const [key, share] of byKey) {
    const draft = new PartitionDraft(columns);
    const chosen = yield* filings.choose(share);
    for (let i = 0; i < share.length; i++) {
      if (i % SLICE === 0) yield;
      draft.add(share[i]!, table.entry(share[i]!), chosen[i]!);
    }
    drafts.set(key, draft);
  }
  return { columns, table, rules: rules.length, ...(yield* layOut(drafts, columns)) };
}

function bySelectivity(clauses: CodedClause[], columns: readonly Column[]): readonly CodedClause[] {
  return clauses.length < 2 ? clauses : clauses.sort((a, b) => widthOf(a, columns) - widthOf(b, columns));
}
