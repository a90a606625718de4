import type { View } from '../../templates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';

type Named = Readonly<Record<string, unknown>>;

/** The groups of a view that come from the moment and not from the state. */
const OF_MOMENT: ReadonlySet<string> = new Set(['event', 'place', 'weather', 'local']);

/**
 * Returns the state with some values replaced, as if a signal had just set them. Language and zone follow them.
 */
export function withMadeUp(state: CustomerState, context: Named, at: number): CustomerState {
  const known = Object.entries(context).filter(([name]) => !OF_MOMENT.has(groupOf(name)));
  const values = Object.fromEntries(known.map(([name, v]) => [name, { v, at, source: 'preview' }]));
  return { ...state, values: { ...state.values, ...values } as CustomerState['values'] };
}

/** Returns the view with the values that a moment would bring: `event.total`, `place.name`. */
export function withMoment(view: View, context: Named): View {
  const ofMoment = Object.entries(context).filter(([name]) => OF_MOMENT.has(groupOf(name)));
  return ofMoment.reduce((all, [name, value]) => put(all, name.split('.'), value) as View, view);
}

function put(group: unknown, [name = '', ...rest]: readonly string[], value: unknown): Named {
  const known = typeof group === 'object' && group !== null && !Array.isArray(group) ? (group as Named) : {};
  const changed: Record<string, unknown> = Object.assign(Object.create(null), known);
  changed[name] = rest.length === 0 ? value : put(known[name], rest, value);
  return changed;
}

function groupOf(name: string): string {
  return name.split('.', 1)[0]!;
}
