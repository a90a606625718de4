import { useQuery } from '@tanstack/react-query';
import type { CatalogPart } from '../../../engine/api/contract.ts';
import { catalogQuery } from '../../queries/catalog.ts';
import { recordOf } from '../definitions.ts';
import { useLanguage } from '../language.tsx';
import { useReasonWords } from '../use-reason-words.ts';
import type { StoredReason } from '../word-reason.ts';

/** A reason as it was recorded: a code with arguments, and its English sentence. */
export interface RecordedReason {
  readonly code?: string | undefined;
  readonly args?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
  readonly until?: number | undefined;
}

/** The words of the language for what explanations speak of. */
export interface ExplainWords {
  field(name: string): string;
  operator(name: string): string;
  waker(name: string): string;
  gate(name: string): string;
  channel(name: string): string;
  reason(reason: RecordedReason): string;
  args(args: unknown): string;
  value(value: unknown): string;
  /** The kinds of signals that would make a field known. */
  toldBy(field: string): readonly string[];
}

/** Reads the catalog in the reader's language; until it is there, names stand for themselves. */
export function useExplainWords(): ExplainWords {
  const reasons = useReasonWords();
  const { data } = useQuery(catalogQuery(useLanguage().language));
  const titleIn = (parts: readonly CatalogPart[] | undefined, name: string) =>
    titleOf(parts?.find((part) => part.name === name)) ?? name;
  return {
    field: (name) => titleIn(data?.fields, name),
    operator: (name) => titleIn(data?.operators, name),
    waker: (name) => titleIn(data?.wakers, name),
    gate: (name) => reasons.rule(name),
    channel: (name) => titleIn(data?.channels, name),
    reason({ code, args, reason }) {
      // When it is over stands beside it, in the customer's zone.
      return reasons.word({ code, args: args as StoredReason['args'], reason });
    },
    args: argsText,
    value: valueText,
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

/** Arguments as a person would write them. */
function argsText(args: unknown): string {
  if (Array.isArray(args)) return args.map(argsText).join(', ');
  if (typeof args !== 'object' || args === null) return valueText(args);
  return Object.entries(args)
    .map(([name, value]) => `${name} ${argsText(value)}`)
    .join(', ');
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}
