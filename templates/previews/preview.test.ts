import { expect, test } from 'vitest';
import { wordsOf } from '../../test/support/words-of.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { compileTemplates } from '../compiling/compile.ts';
import { type Helper, RenderError, type Renderer, type View } from '../contract.ts';
import { EXAMPLE_SETTING } from './example-setting.ts';
import { preview } from './preview.ts';

const helpers = await loadFolder<Helper>(new URL('../helpers/', import.meta.url));
const body = { ...wordsOf(''), format: 'text', required: true, maxChars: 200 } as const;
const SLOTS = { push: { title: body, body }, mail: { body } };
const TEMPLATE = {
  name: 'offer',
  summary: '',
  channels: {
    push: {
      title: '{{customer.name}} {{event.sku}} {{event.sku}}',
      body: '{{fallback event.a place.b}} {{cart.currency}} {{place.name}}',
    },
    mail: { body: 'Hi {{customer.name}}' },
  },
  locales: { de: { push: { title: '{{weather.condition}}' } } },
};
const VIEW: View = { customer: { name: 'Eva' }, cart: { currency: null }, place: { name: '' } };
const renderer = compileTemplates([TEMPLATE], SLOTS, helpers);

test('each channel has its message, or why there is none and all that is missing, each once', () => {
  expect(preview(renderer, 'offer', VIEW, EXAMPLE_SETTING, helpers)).toEqual({
    push: {
      failed: "template 'offer', channel 'push', slot 'title': event.sku is not known (line 1, column 19)",
      missing: ['cart.currency', 'event.a or place.b', 'event.sku'],
    },
    mail: { message: { body: 'Hi Eva' } },
  });
});

test('what is missing is asked of what is written for the locale', () => {
  const { push } = preview(renderer, 'offer', VIEW, { ...EXAMPLE_SETTING, locale: 'de-AT' }, helpers);
  expect(push).toMatchObject({ missing: ['cart.currency', 'event.a or place.b', 'weather.condition'] });
});

test('a template that is not known is said, and a fault of the engine’s own is none of the template’s', () => {
  expect(() => preview(renderer, 'other', VIEW, EXAMPLE_SETTING, helpers)).toThrow(
    new RenderError("template 'other' is not known"),
  );
  const broken: Renderer = {
    ...renderer,
    render() {
      throw new TypeError('ours');
    },
  };
  expect(() => preview(broken, 'offer', VIEW, EXAMPLE_SETTING, helpers)).toThrow(new TypeError('ours'));
});
