import { replaceEqualDeep, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { CheckReport } from '../../../engine/api/contract.ts';
import type { FormProblem } from '../../parts/schema-form/contract.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { checkQuery } from '../../queries/check.ts';
import type { DraftKeeper } from '../../queries/draft-keeper.ts';
import { useSettledText } from '../../queries/drafts.ts';

/** A draft is checked so long after the last key. */
const CHECK_AFTER_MS = 300;

/** A trigger's draft, and whether its reader may write: what it is checked by. */
export interface Checked {
  readonly name: string;
  readonly draft: DraftKeeper;
  readonly mayWrite: boolean;
}

/** What a publish of the draft would be refused for, or warned of, as it stood a moment ago. */
export function useDraftReport({ name, draft, mayWrite }: Checked): CheckReport | undefined {
  return useQuery(checkQuery('trigger', name, useSettledText(draft, CHECK_AFTER_MS), mayWrite)).data;
}

/** The problems of the draft in the reader's language; the same list as long as they are the same. */
export function useDraftProblems(checked: Checked): readonly FormProblem[] {
  const { name } = checked;
  const { wordProblems } = useEngineWords();
  const report = useDraftReport(checked);
  const before = useRef<readonly FormProblem[]>([]);
  return useMemo(() => {
    const found = wordProblems((report?.problems ?? []).filter(({ source }) => source.includes(name)));
    before.current = replaceEqualDeep(before.current, found);
    return before.current;
  }, [report, name, wordProblems]);
}
