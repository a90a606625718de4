import * as z from 'zod';
import { name } from '../arguments/names.ts';
import { share } from '../arguments/share.ts';
import { say } from '../words/say.ts';
import { sayEach } from '../words/say-each.ts';

/** Of one trigger: with more it takes a very long time until a difference is known. */
const MOST_VARIANTS = 5;
const EXPECTED = 'a list of variants such as { template: short-voucher, share: 50% }';

const one = say(
  sayEach(z.strictObject({ template: name.clone(), share }, EXPECTED), {
    template: { title: { en: 'Template', de: 'Vorlage' }, kind: 'template', examples: ['short-voucher'] },
    share: {
      title: { en: 'Share of customers', de: 'Anteil der Kunden' },
      kind: 'percent',
      unit: '%',
      examples: ['50%'],
    },
  }),
  { en: 'Variant', de: 'Variante' },
);

/** The other templates of a trigger's message, each for a share of its customers. */
export const variantsSchema = say(
  z.array(one, EXPECTED).min(1, EXPECTED).max(MOST_VARIANTS, `at most ${MOST_VARIANTS} variants`),
  { en: 'Variants', de: 'Varianten' },
  {
    description: {
      en: 'These shares of customers get another template, the others the one above: to see which does better.',
      de: 'Diese Anteile der Kunden bekommen eine andere Vorlage, die übrigen die obige: um zu sehen, welche besser ist.',
    },
    examples: [[{ template: 'short-voucher', share: '50%' }]],
  },
);
