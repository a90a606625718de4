import type { Column } from './column.ts';
import { buildColumns, type CodedClause, SLICE } from './columns.ts';
import type { Likelihood, Rule } from './contract.ts';
import { widthOf } from './entries.ts';
import { chooseFilings, evenLikelihood, type Filing, filingsOf } from './filing.ts';
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
 * two slices of a fraction of a millisecond; the last value is the index.
 */
export function* buildIndex(
  rules: readonly Rule[],
  likelihoodOf: (columns: readonly Column[]) => Likelihood = evenLikelihood,
): Generator<void, MatchIndex> {
  const { columns, codesOf } = yield* buildColumns(rules);
  const likely = likelihoodOf(columns);
  const table = new RuleTable(rules.length);
  const clauses: (readonly CodedClause[])[] = [];
  const filings: (readonly Filing[])[] = [];
  const byKey = new Map<number, number[]>();
  for (let rule = 0; rule < rules.length; rule++) {
    if (rule % SLICE === 0) yield;
    const { clauses: given, keys, isExact, wantsUnknown } = rules[rule]!;
    const coded = bySelectivity(given.map(codesOf), columns);
    table.add(rule, coded, isExact, wantsUnknown);
    clauses.push(coded);
    filings.push(filingsOf(coded, columns, likely, wantsUnknown));
    for (const key of keys) {
      const share = byKey.get(key);
      if (share) share.push(rule);
      else byKey.set(key, [rule]);
    }
  }
  const drafts = new Map<number, PartitionDraft>();
  for (const [key, share] of byKey) {
    const draft = new PartitionDraft(columns);
    const chosen = yield* chooseFilings(share.map((rule) => filings[rule]!));
    for (let i = 0; i < share.length; i++) {
      if (i % SLICE === 0) yield;
      const rule = share[i]!;
      const { isExact, wantsUnknown, keys } = rules[rule]!;
      const isOften = keys.length > 1;
      draft.add({ rule, clauses: clauses[rule]!, filing: chosen[i], isExact, wantsUnknown, isOften });
    }
    drafts.set(key, draft);
  }
  return { columns, table, rules: rules.length, ...(yield* layOut(drafts, columns)) };
}

function bySelectivity(clauses: CodedClause[], columns: readonly Column[]): readonly CodedClause[] {
  return clauses.length < 2 ? clauses : clauses.sort((a, b) => widthOf(a, columns) - widthOf(b, columns));
}
