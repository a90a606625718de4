import type { Column } from './column.ts';
import { buildColumns, type CodedClause, SLICE } from './columns.ts';
import type { Likelihood, Rules } from './contract.ts';
import { widthOf } from './entries.ts';
import { evenLikelihood, Filings } from './filing.ts';
import { type CandidateLayout, layOut } from './lay-out.ts';
import { PartitionDraft } from './partition.ts';
import { RuleTable } from './rule-table.ts';

/**
 * # The match index
 *
 * **Idea.** Most triggers do not match most moments. Each rule is filed under the one clause that is least likely
 * to hold, so a moment finds a short list of candidates. A candidate carries three small tests as numbers; nearly
 * all candidates fall there. What is left is settled by all clauses of the rule, and only then, where the clauses
 * do not say all, by the trigger's compiled closure.
 *
 * **From values to codes** (`columns.ts`, `column.ts`). A column is one field, as one type, cut into whole numbers:
 *
 *     weather.condition: 'rain' | 'snow' are named by rules  unknown 0 · any other text 1 · rain 2 · snow 3
 *     cart.value: rules say `above 50`                        unknown 0 · (other 1) · below 50: 2 · on 50: 3 · above: 4
 *
 * A clause becomes an interval of codes (`cart.value` 4..4), a list of codes, or all codes but a list. Code 0
 * passes no test.
 *
 * **One rule filed** (`filing.ts`, `partition.ts`, `entries.ts`). Rule 7, woken by `signal:cart`, asks
 * `weather.condition one-of [rain]` and `cart.value above 50`. The traffic says that rain is the rarer: rule 7 is
 * filed under weather, drawer 2. Its entry is four words:
 *
 *     head    rule 7 << 3 | OFTEN 4 | LENIENT 2 | PROOF 1          PROOF: who passes the tests matches
 *     test 1  31..25 slot of cart.value │ 24 = 0 interval │ 23..12 first code 4 │ 11..0 length 0
 *     test 2  31..25 slot of …          │ 24 = 1 mask     │ 23..0 a bit a value; bit 22: any other value
 *     test 3  NO_TEST, passes always
 *
 * **Laid out** (`lay-out.ts`). The entries of a drawer stand side by side: test 1 in `firsts`, head and tests 2 and
 * 3 in `rests`. A span says where a drawer begins and ends: in `spans` where most drawers of a column are used, in
 * the `DrawerTable` where few are.
 *
 * **One moment asked** (`probe.ts`). For each wake key of the stimulus: read its columns (`codes.ts`), open the
 * drawer of each filed column and the rules that are always looked at, keep the entries whose test 1 passes, of
 * those the ones that pass 2 and 3; PROOF matches, the others ask `RuleTable.verdict`: no, YES, CANNOT_TELL (a
 * clause is unknown), or MAYBE (ask the closure).
 *
 * **States of a tier** (`tier.ts`, `next-tiers.ts`): *main*, all triggers as they were when all was built; *tail*,
 * edits since, at most 500, built anew with each edit; *middle*, tails that were full, at most an eighth of main.
 * `matcher.next` moves triggers between them: it builds new tiers and marks what is gone in a copied `LiveTier`;
 * beyond the bounds it builds all anew.
 *
 * **Invariants.** An index is frozen once built. No name is live in two tiers. A rule is found at most once a
 * moment (OFTEN marks those that could be found twice). A test may pass what the clause would not, never the other
 * way round; `isExact` says when both are the same. `match-index.test.ts` holds all of it to the plain evaluator.
 *
 * **Read in this order:** contract → column → columns → candidate-tests → entries → partition → lay-out → this file
 * → probe → tier → next-tiers → `matcher.ts`.
 */

/** Rules filed by their least likely clause, in flat arrays. Frozen. */
export interface MatchIndex extends CandidateLayout {
  readonly columns: readonly Column[];
  readonly table: RuleTable;
  /** How many rules; their numbers run from 0. */
  readonly rules: number;
}

/**
 * Builds an index over rules, which are known by their position. A generator, so that its caller may let signals
 * through between two slices of a fraction of a millisecond; the last value is the index. Of a rule nothing but numbers
 * in flat arrays is kept from one step to the next: objects that live until all is built would cost more than building
 * it.
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
