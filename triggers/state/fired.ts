import type { TriggerDefinition } from '../contract.ts';

/**
 * Under which name a state remembers when a trigger last spoke. In shadow mode it is a name of its own: the trigger rests as if it
 * had spoken, and begins afresh when it goes live. No trigger can be called so.
 */
export function firedName({ name, shadow }: Pick<TriggerDefinition, 'name' | 'shadow'>): string {
  return shadow ? `${name} (shadow)` : name;
}
