import type { TriggerDefinition } from '../contract.ts';
import { shareOf } from '../hash.ts';

/** What a customer's variant is drawn by: the trigger's name and its message. */
export type Drawn = Pick<TriggerDefinition, 'name'> & {
  readonly message: Pick<TriggerDefinition['message'], 'template' | 'variants'>;
};

/**
 * Returns the template of a trigger's message for a customer: always the same for the two, and drawn apart from the
 * control group, so that each variant has its share of both.
 */
export function templateFor({ name, message }: Drawn, customer: string): string {
  const { template, variants } = message;
  if (!variants) return template;
  let left = shareOf(`variant\n${name}\n${customer}`);
  for (const { template: other, share } of variants) {
    if (left < share) return other;
    left -= share;
  }
  return template;
}

/** Returns the name of a customer's variant, which is its template's; undefined: the trigger has none. */
export function variantFor(drawn: Drawn, customer: string): string | undefined {
  return drawn.message.variants && templateFor(drawn, customer);
}

/** Returns where a template that `templatesOf` lists stands in its trigger's document. */
export function templatePath(i: number): string {
  return i === 0 ? 'message.template' : `message.variants[${i - 1}].template`;
}

/** Every template that a message may be written by, the usual one first. */
export function templatesOf({ template, variants = [] }: TriggerDefinition['message']): readonly string[] {
  return [template, ...variants.map((variant) => variant.template)];
}
