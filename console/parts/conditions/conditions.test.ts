import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { FIELDS, when } from '../../../test/oracle/arbitraries.ts';
import { catalogFor } from '../../../test/support/catalog.ts';
import type { Edit } from '../document/contract.ts';
import { editTextBy } from '../document/edit-text.ts';
import { fits } from '../schema-form/fits.ts';
import { indexCatalog } from './catalog-index.ts';
import { testsIn, treeEntries } from './tree.ts';
import { addGroup, addTest, addToTree, changeField, changeOperator, firstTests, removeFromTree } from './tree-edits.ts';

const index = indexCatalog(await catalogFor('en'));
const field = (name: string) => index.fieldOf(name)!;
const after = (text: string, edits: readonly Edit[]) => editTextBy(text, edits);

test('a field of a family is found by its own name, and the most exact family counts', () => {
  expect(field('customer.tier')).toMatchObject({ type: 'any', family: 'customer.*' });
  expect(field('event.properties.size')).toMatchObject({ family: 'event.properties.*' });
  expect(field('event.total')).toMatchObject({ family: 'event.*' });
  expect(index.fieldOf('customer.')).toBeUndefined();
  expect(index.fieldOf('shoe-size')).toBeUndefined();
});

test('operators are offered where the engine allows them', () => {
  const offered = (name: string) => index.operatorsFor(field(name)).map((one) => one.name);
  expect(offered('weather.condition')).toContain('one-of');
  expect(offered('weather.condition')).not.toContain('at-least');
  expect(offered('local-time')).not.toContain('changed');
  expect(offered('cart.value')).toContain('rose-by');
  expect(offered('messages')).toEqual(expect.arrayContaining(['received', 'clicked']));
  expect(offered('messages')).not.toContain('exists');
});

test('the values of a field stand in the arguments of its operators, and its unit behind the number', () => {
  const args = (operator: string, name: string) => index.argumentsOf(index.operatorOf(operator)!, field(name));
  expect(args('one-of', 'weather.condition').items).toMatchObject({ enum: expect.arrayContaining(['rain']) });
  expect(args('equals', 'device.form').enum).toContain('phone');
  expect(args('has-any', 'inside.tags').items).toMatchObject({ kind: 'tag' });
  expect(args('at-most', 'location.accuracyMetres').unit).toBe('m');
  expect(args('between', 'local-time').prefixItems?.[0]).toMatchObject({ kind: 'time-of-day' });
});

test('a first condition makes a list, the next ones join it', () => {
  let text = 'name: x\nmessage: { template: t }\n';
  text = after(text, addToTree(['when'], undefined, 'place.open', false));
  text = after(text, addToTree(['when'], parse(text).when, 'device.form', 'phone'));
  expect(text).toBe(
    'name: x\nwhen:\n  all:\n    - place.open: false\n    - device.form: phone\nmessage: { template: t }\n',
  );
});

test('conditions that stand alone are gathered before another one joins them', () => {
  const text = 'when:\n  # how big\n  event.total: { at-least: 40 }\n';
  expect(after(text, addToTree(['when'], parse(text).when, 'event.total', 3))).toBe(
    'when:\n  all:\n    # how big\n    - event.total: { at-least: 40 }\n    - event.total: 3\n',
  );
});

test('a group begins empty, and is removed with its last condition', () => {
  let text = 'when:\n  all:\n    - a: 1\n';
  text = after(text, addGroup(['when'], parse(text).when));
  expect(parse(text).when).toEqual({ all: [{ a: 1 }, { any: [] }] });
  text = after(text, [{ do: 'set', path: ['when', 'all', 1, 'any', 0], value: { b: 2 } }]);
  text = after(text, removeFromTree(parse(text), ['when'], ['when', 'all', 1, 'any', 0, 'b']));
  expect(text).toBe('when:\n  all:\n    - a: 1\n');
  expect(after(`name: x\n${text}`, removeFromTree(parse(text), ['when'], ['when', 'all', 0, 'a']))).toBe('name: x\n');
});

test('another field keeps the test that suits it, and begins anew where none does', () => {
  const text = 'when:\n  all:\n    - weather.temperatureCelsius: { below: 10 } # cold\n';
  const path = ['when', 'all', 0, 'weather.temperatureCelsius'];
  const value = { below: 10 };
  expect(after(text, changeField(index, path, value, field('weather.feelsLikeCelsius')))).toBe(
    text.replace('temperature', 'feelsLike'),
  );
  expect(after(text, changeField(index, path, value, field('weather.condition')))).toBe(
    'when:\n  all:\n    - weather.condition: { one-of: [] } # cold\n',
  );
});

test('another operator keeps the arguments that it can take', () => {
  const to = (name: string, of: string) =>
    [index.operatorOf(name)!, index.argumentsOf(index.operatorOf(name)!, field(of))] as const;
  const text = 'when: { device.form: phone }\n';
  const path = ['when', 'device.form'];
  const asList = after(text, changeOperator(path, 'phone', 'equals', ...to('one-of', 'device.form')));
  expect(asList).toBe('when: { device.form: { one-of: [phone] } }\n');
  const none = after(asList, changeOperator(path, { 'one-of': ['phone'] }, 'one-of', ...to('none-of', 'device.form')));
  expect(none).toBe('when: { device.form: { none-of: [phone] } }\n');
  expect(after(none, changeOperator(path, { 'none-of': ['phone'] }, 'none-of', ...to('differs', 'device.form')))).toBe(
    'when: { device.form: { differs: phone } }\n',
  );
});

test('a second operator turns the shorthand into a mapping', () => {
  expect(after('when: { cart.value: 5 }\n', addTest(['when', 'cart.value'], 5, 'below', 9))).toBe(
    'when: { cart.value: { equals: 5, below: 9 } }\n',
  );
});

test('every field begins with a test that its operator can draw', () => {
  for (const { name } of index.fields) {
    const one = index.fieldOf(name.replace('*', 'x')) ?? field(name);
    for (const [operator, args] of testsIn(firstTests(index, one))) {
      const part = index.operatorOf(operator)!;
      expect(index.operatorsFor(one), name).toContain(part);
      expect(fits(index.argumentsOf(part, one), args), `${name} ${operator} ${JSON.stringify(args)}`).toBe(true);
    }
  }
});

test('1,000 random trees are read whole: nothing of what the engine allows is shown as text', () => {
  fc.assert(
    fc.property(when, (conditions) => {
      expect(oddIn(conditions)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

/** What a form of these conditions would show as text. */
function oddIn(value: unknown): readonly string[] {
  const entries = treeEntries(value);
  if (!entries) return [JSON.stringify(value)];
  return entries.flatMap((entry) => {
    if (entry.type === 'group') return entry.items.flatMap(oddIn);
    if (entry.type === 'odd') return [entry.key];
    const facts = index.fieldOf(entry.key);
    return testsIn(entry.value).flatMap(([name, args]) => {
      const operator = index.operatorOf(name);
      if (!operator) return [name];
      if (!facts) return entry.key in FIELDS ? [] : [entry.key];
      return fits(index.argumentsOf(operator, facts), args) ? [] : [`${entry.key} ${name} ${JSON.stringify(args)}`];
    });
  });
}
