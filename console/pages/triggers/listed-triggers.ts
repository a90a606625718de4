import { recordOf, type TriggerFacts, triggerFacts } from '../../parts/definitions.ts';

/** How a trigger in the list stands. `draft`: only its writer has it so far. */
export const LISTED_STATES = ['draft', 'shadow', 'live', 'paused'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** One line of the list. */
export interface ListedTrigger extends Omit<TriggerFacts, 'state'> {
  readonly state: ListedState;
  /** I have a draft that differs from the live one. */
  readonly hasDraft: boolean;
  readonly owner: string;
  readonly tags: readonly string[];
}

interface Given {
  readonly kind: string;
  readonly name: string;
  readonly version: number;
  readonly body: unknown;
  readonly author?: string;
}

/** Joins what is live, what is paused and what I am writing. */
export function listTriggers(
  documents: readonly Given[],
  paused: ReadonlySet<string>,
  drafts: readonly { readonly kind: string; readonly name: string }[],
): readonly ListedTrigger[] {
  const mine = new Set(drafts.filter(({ kind }) => kind === 'trigger').map(({ name }) => name));
  const live = documents
    .filter(({ kind }) => kind === 'trigger')
    .map((document): ListedTrigger => {
      const facts = triggerFacts(document);
      const state = paused.has(`trigger:${facts.name}`) || paused.has('all') ? 'paused' : facts.state;
      const { tags } = recordOf(document.body);
      return {
        ...facts,
        state,
        hasDraft: mine.has(facts.name),
        owner: document.author ?? '',
        tags: Array.isArray(tags) ? tags.map(String) : [],
      };
    });
  const known = new Set(live.map(({ name }) => name));
  const fresh = [...mine]
    .filter((name) => !known.has(name))
    .map(
      (name): ListedTrigger => ({
        ...triggerFacts({ kind: 'trigger', name, version: 0, body: {} }),
        state: 'draft',
        hasDraft: true,
        owner: '',
        tags: [],
      }),
    );
  return [...fresh, ...live];
}

/** The triggers that fit the typed words, all of them, and the state. */
export function findTriggers(
  all: readonly ListedTrigger[],
  {
    q = '',
    state,
    owner,
    tag,
  }: { readonly q?: string; readonly state?: string; readonly owner?: string; readonly tag?: string },
): readonly ListedTrigger[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    if (state !== undefined && one.state !== state) return false;
    if (owner !== undefined && one.owner !== owner) return false;
    if (tag !== undefined && !one.tags.includes(tag)) return false;
    const text = `${one.name} ${one.summary} ${one.waker} ${one.template} ${one.tags.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
