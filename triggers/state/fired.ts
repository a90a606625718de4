import type { TriggerDefinition } from '../contract.ts';

/**
 * Returns the name under which a state remembers when a trigger last spoke. A trigger in shadow mode has another name,
 * which no trigger can be given: it rests as if it had spoken, and begins afresh when it goes live.
 */
export function firedName({ name, shadow }: Pick<TriggerDefinition, 'name' | 'shadow'>): string {
  return shadow ? `${name} (shadow)` : name;
}
