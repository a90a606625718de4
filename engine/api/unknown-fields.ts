import type { Helper, TemplateDefinition, View } from '../../templates/contract.ts';
import { type FieldRead, fieldsIn } from '../../templates/source/fields-in.ts';
import { nearest } from '../../triggers/problems/nearest.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';

/** A field that a slot reads, which nothing is known to fill. */
export interface UnknownField extends FieldRead {
  /** The slot: `channels.email.subject`, `locales.de.email.subject`. */
  readonly at: string;
  readonly nearest?: string;
}

/** Groups whose members are the app's or the workspace's own. */
const OPEN_GROUPS: ReadonlySet<string> = new Set(['event', 'place']);

/**
 * Finds the fields of a template that are neither in the vocabulary nor in one of these views, and offers the nearest
 * one that is. What the app sends with an event, or the workspace says of a place, may have any name.
 */
export function findUnknownFields(
  template: Pick<TemplateDefinition, 'channels' | 'locales'>,
  views: readonly View[],
  vocabulary: Pick<Vocabulary, 'names' | 'resolve'>,
  helpers: ReadonlyMap<string, Helper>,
): readonly UnknownField[] {
  const written = [
    ['channels', template.channels] as const,
    ...Object.entries(template.locales).map(([locale, channels]) => [`locales.${locale}`, channels] as const),
  ];
  const slots = written.flatMap(([path, channels]) =>
    Object.entries(channels).flatMap(([channel, sources]) =>
      Object.entries(sources).map(([slot, source]) => ({ at: `${path}.${channel}.${slot}`, source })),
    ),
  );
  const known = new Set([...vocabulary.names, ...views.flatMap(namesIn)]);
  const isKnown = (name: string) =>
    OPEN_GROUPS.has(name.split('.', 1)[0]!) ||
    known.has(name) ||
    [...known].some((other) => name.startsWith(`${other}.`) || other.startsWith(`${name}.`));
  return slots.flatMap(({ at, source }) =>
    fieldsIn(source, helpers)
      .filter(({ name }) => !isKnown(name))
      .map((read) => {
        const near = nearest(read.name, known);
        return { ...read, at, ...(near !== undefined && { nearest: near }) };
      }),
  );
}

/** The names of a view's values, a group deep. */
function namesIn(view: View): readonly string[] {
  return Object.entries(view).flatMap(([group, values]) =>
    typeof values === 'object' && values !== null && !Array.isArray(values)
      ? Object.keys(values).map((name) => `${group}.${name}`)
      : [group],
  );
}
