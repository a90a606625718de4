import { useQuery } from '@tanstack/react-query';
import type { CatalogPart } from '../../../engine/api/contract.ts';
import { catalogQuery } from '../../queries/catalog.ts';
import { recordOf } from '../definitions.ts';
import { useLanguage } from '../language.tsx';
import { useTestClause } from '../sentence/use-clauses.ts';
import { useReasonWords } from '../use-reason-words.ts';
import type { StoredReason } from '../word-reason.ts';
import { useSignalWords } from './use-signal-words.ts';

/** A reason as it was recorded: a code with arguments, and its English sentence. */
export interface RecordedReason {
  readonly code?: string | undefined;
  readonly args?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
  readonly words?: string | undefined;
  readonly until?: number | undefined;
}

/** The words of the language for what explanations speak of. */
export interface ExplainWords {
  field(name: string): string;
  /** A test on a field, with its arguments: `is one of rain or drizzle`. */
  test(field: string, operator: string, args: unknown): string;
  waker(name: string): string;
  gate(name: string): string;
  channel(name: string): string;
  reason(reason: RecordedReason): string;
  /** A value that was seen of a field. */
  value(field: string, value: unknown): string;
  /** The kinds of signals that would make a field known. */
  toldBy(field: string): readonly string[];
}

/** Reads the catalog in the reader's language; until it is there, names stand for themselves. */
export function useExplainWords(): ExplainWords {
  const reasons = useReasonWords();
  const { data } = useQuery(catalogQuery(useLanguage().language));
  const signals = useSignalWords();
  const test = useTestClause();
  const titleIn = (parts: readonly CatalogPart[] | undefined, name: string) =>
    titleOf(parts?.find((part) => part.name === name)) ?? name;
  return {
    field: (name) => titleIn(data?.fields, name),
    test,
    waker: (name) => titleIn(data?.wakers, name),
    gate: (name) => reasons.rule(name),
    channel: (name) => titleIn(data?.channels, name),
    reason({ code, args, reason, words }) {
      // When it is over stands beside it, in the customer's zone.
      return reasons.word({ code, args: args as StoredReason['args'], reason, words });
    },
    value: signals.value,
    toldBy(field) {
      const group = field.split('.', 1)[0] ?? '';
      const kinds = (data?.signals ?? []).filter(({ name, detail }) => {
        const keeps = detail?.keeps;
        return (
          name === group ||
          (Array.isArray(keeps) && keeps.some((kept) => kept === field || String(kept).split('.', 1)[0] === group))
        );
      });
      const isTrait = group === 'customer';
      return kinds.length === 0 && isTrait
        ? [titleIn(data?.signals, 'identify')]
        : kinds.map((kind) => titleOf(kind) ?? kind.name);
    },
  };
}

function titleOf(part: CatalogPart | undefined): string | undefined {
  const title: unknown = part && recordOf(part).title;
  return typeof title === 'string' && title !== '' ? title : undefined;
}
