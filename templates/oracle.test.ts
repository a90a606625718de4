import fc from 'fast-check';
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { wordsOf } from '../test/support/words-of.ts';
import { compileSlot } from './compiling/slot.ts';
import upper from './helpers/upper.ts';
import { EXAMPLE_SETTING } from './previews/example-setting.ts';

// Where nothing is missing, a template must read as Handlebars itself reads it.
const VIEW = {
  customer: { name: 'Eva', n: 3, yes: true, no: false, zero: 0, list: ['a', 'b'], none: [] },
  items: [
    { name: 'boots', tags: ['x', 'y'] },
    { name: 'wax', tags: ['z'] },
  ],
  name: 'top',
};
const reference = Handlebars.create();
reference.registerHelper('upper', (text: unknown) => String(text).toUpperCase());
const SHAPE = { ...wordsOf(''), format: 'text', required: false, maxChars: 100_000 } as const;
const HELPERS = new Map([['upper', upper]]);

const space = fc.constantFrom('', ' ', '\n', ' \n ', '\t');
const strip = fc.constantFrom('', '~');
const words = fc.constantFrom('x', ' text ', 'a\nb', '(', 'a}', '\\\\', '"');
const scalar = fc.constantFrom(
  'customer.name',
  'customer.n',
  '@root.name',
  '@root.customer.n',
  'customer.zero',
  'this.name',
);
const condition = fc.constantFrom(
  'customer.yes',
  'customer.no',
  'customer.zero',
  'customer.none',
  'customer.gone',
  'a.b.c',
  'true',
);

const put = fc
  .tuple(strip, scalar, strip, fc.boolean())
  .map(([left, path, right, call]) => `{{${left}${call ? `upper ${path}` : path}${right}}}`);
const leaf = fc.oneof(words, space, put, fc.constant('{{! note }}'), fc.constant('{{!-- }} --}}'));
const inItem = fc.constantFrom(
  '{{name}}',
  '{{this.name}}',
  '{{../customer.name}}',
  '{{@index}}',
  '{{#if @first}}1{{/if}}',
  '{{#unless @last}},{{/unless}}',
  '{{#each tags}}{{this}}{{@index}}{{@../index}}{{../name}}{{../../name}}{{/each}}',
  '{{#each tags as |t i|}}{{t}}{{i}}{{/each}}',
);

const template = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  nodes: fc.array(tie('node'), { maxLength: 4 }).map((parts) => parts.join('')),
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(fc.constantFrom('if', 'unless'), condition, space, tie('nodes'), space, tie('nodes'), strip)
      .map(([block, on, a, yes, b, no, s]) => `{{#${block} ${on}${s}}}${a}${yes}${b}{{${s}else}}${no}{{/${block}}}`),
    fc
      .tuple(condition, condition, tie('nodes'), tie('nodes'))
      .map(([first, second, yes, other]) => `{{#if ${first}}}${yes}{{else if ${second}}}${other}{{/if}}`),
    fc
      .tuple(space, fc.array(inItem, { maxLength: 3 }), space)
      .map(([a, parts, b]) => `{{#each items}}${a}${parts.join('')}${b}{{/each}}`),
    inItem.map((part) => `{{#each items as |it|}}{{it.name}}${part}{{/each}}`),
    tie('nodes').map((inner) => `{{#with @root}}${inner}{{/with}}`),
  ),
})).nodes;

test('a template reads as Handlebars reads it, wherever nothing is missing', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(template, (source) => {
      const compiled = compileSlot(source, SHAPE, HELPERS);
      if ('problems' in compiled) throw new Error(`${source}: ${JSON.stringify(compiled.problems)}`);
      // With `noEscape` Handlebars adds numbers that stand side by side; none of these values needs escaping.
      const wanted = reference.compile(source)(VIEW);
      expect(compiled.slot(VIEW, EXAMPLE_SETTING), source).toBe(wanted);
    }),
    { numRuns: 600 },
  );
});

test('whatever is written, compiling ends with a slot or with problems, and filling with a text or a SlotFailure', {
  timeout: 120_000,
}, () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{{#',
    '{{/',
    '{{else}}',
    'if',
    'each',
    ' ',
    'a.b',
    '(',
    ')',
    '"',
    "'",
    '|',
    'as',
    '~',
    '[',
    ']',
    '\\',
    '@',
    '..',
    '/',
    '=',
    '1',
    '<a href="',
    '">',
    '<',
    '!--',
    '{{{',
    '}}}',
    '&',
    '*',
    '>',
  );
  const source = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map((p) => p.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const format = fc.constantFrom('text', 'html', 'header', 'url', 'json');
  fc.assert(
    fc.property(source, format, (written, kind) => {
      const compiled = compileSlot(written, { ...SHAPE, format: kind }, HELPERS);
      if ('problems' in compiled) expect(compiled.problems.length).toBeGreaterThan(0);
      else {
        try {
          expect(compiled.slot(VIEW, EXAMPLE_SETTING)).toBeTypeOf('string');
        } catch (error) {
          expect((error as Error).name).toBe('SlotFailure');
        }
      }
    }),
    { numRuns: 3_000 },
  );
});
