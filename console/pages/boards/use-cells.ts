import { useMemo } from 'react';
import { useFormatter } from 'use-intl';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import type { Source } from '../../queries/boards.ts';
import { useFactWords } from '../results/fact-words.ts';
import { FACT_NAMES } from '../results/facts.ts';

const IS_TIME = /^(at|hour|until|.+_at)$/;
const IS_FACT: ReadonlySet<string> = new Set(FACT_NAMES);

/**
 * Says a cell: a time on the clock of the zone, a number as people write it, and of a question of the engine facts and
 * sending rules in words.
 */
export function useCells(zone: string, kind: Source['kind']): (column: string, value: unknown) => string {
  const format = useFormatter();
  const time = useZonedTime(zone);
  const facts = useFactWords();
  const { rule } = useReasonWords();
  return useMemo(
    () => (column: string, value: unknown) => {
      if (typeof value === 'number' && IS_TIME.test(column) && value > 1e11) return time(value);
      if (kind === 'named' && IS_FACT.has(column)) return facts.value(column, value);
      if (value === null || value === undefined || value === '') return '–';
      if (kind === 'named' && column === 'gate') return rule(String(value));
      if (typeof value === 'number') return format.number(value, { maximumFractionDigits: 2 });
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    },
    [format, time, facts, rule, kind],
  );
}
