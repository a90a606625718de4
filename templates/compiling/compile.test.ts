import { expect, test } from 'vitest';
import { wordsOf } from '../../test/support/words-of.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { type ChannelSlots, type Helper, RenderError, type SlotFormat, type View } from '../contract.ts';
import { EXAMPLE_SETTING } from '../previews/example-setting.ts';
import { preview } from '../previews/preview.ts';
import { compileTemplates } from './compile.ts';

const helpers = await loadFolder<Helper>(new URL('../helpers/', import.meta.url));
const slot = (format: SlotFormat) => ({ ...wordsOf(format), format, required: true, maxChars: 2_000 });
const SLOTS: ChannelSlots = {
  text: { body: slot('text') },
  html: { body: slot('html') },
  header: { body: slot('header') },
  json: { body: slot('json') },
  url: { body: slot('url') },
  two: { first: slot('text'), second: { ...slot('text'), required: false } },
};
const VIEW: View = {
  customer: { firstName: 'Eva', nick: '', evil: '<b>"&\'', lines: 'a\r\nBcc: x@y', age: 0, none: null },
  cart: {
    value: 49.5,
    items: [
      { name: 'boots', price: 40 },
      { name: 'wax', price: 9.5 },
    ],
    empty: [],
  },
  links: {
    shop: 'https://shop.example/?a=1&b=2',
    bad: 'javascript:alert(1)',
    data: 'data:text/html,x',
    app: 'shop://x',
  },
};

function write(format: SlotFormat, source: string, view: View = VIEW): string {
  const template = { name: 't', summary: '', channels: { [format]: { body: source } }, locales: {} };
  return compileTemplates([template], SLOTS, helpers).render('t', format, view, EXAMPLE_SETTING).body!;
}
const text = (source: string, view?: View) => write('text', source, view);

function refused(format: SlotFormat, source: string): string[] {
  try {
    write(format, source);
  } catch (error) {
    if (error instanceof InvalidDefinitions) return error.problems.map(({ path, expected }) => `${path}: ${expected}`);
    throw error;
  }
  throw new Error(`${source} was not refused`);
}

test('a template is filled with values, helpers and blocks', () => {
  expect(text('Hi {{customer.firstName}}, {{currency cart.value}}!')).toBe('Hi Eva, €49.50!');
  expect(text('{{#each cart.items}}{{@index}}:{{name}}{{#unless @last}}, {{/unless}}{{/each}}')).toBe('0:boots, 1:wax');
  expect(text('{{#each cart.items as |item i|}}{{i}}{{item.name}}{{../customer.firstName}}{{/each}}')).toBe(
    '0bootsEva1waxEva',
  );
  expect(text('{{#with customer}}{{firstName}}{{@root.cart.value}}{{/with}}')).toBe('Eva49.5');
  expect(text('{{#if customer.nick}}a{{else if (above cart.value 40)}}b{{else}}c{{/if}}')).toBe('b');
  expect(text('{{cart.items.[1].name}} {{cart.items.0.name}} {{cart.items.length}}')).toBe('wax boots 2');
  expect(text('{{currency (discount cart.value 10) code="USD"}}')).toBe('US$44.55');
  expect(text('a {{~ customer.firstName ~}} b{{! not seen }}\n{{#if true}}\nc\n{{/if}}\nd')).toBe(
    'aEvabc\nd'.replace('bc', 'b\nc'),
  );
  expect(text('\\{{as it is}} {{customer.age}}')).toBe('{{as it is}} 0');
});

test('a missing value is a failure that names template, channel, slot, variable and where', () => {
  const message = "template 't', channel 'text', slot 'body': customer.lastName is not known (line 2, column 5)";
  expect(() => text('Hi\n you{{customer.lastName}}')).toThrow(new RenderError(message));
  for (const source of [
    '{{customer.none}}',
    '{{weather.condition}}',
    '{{a.b.c.d}}',
    '{{#each cart.nothing}}x{{/each}}',
    '{{#with nobody}}x{{/with}}',
    '{{currency cart.total}}',
    '{{#if (above cart.total 3)}}x{{/if}}',
    '{{cart}}',
    '{{cart.items}}',
  ]) {
    expect(() => text(source), source).toThrow(RenderError);
  }
  expect(() => text('{{currency cart.total}}')).toThrow(
    'currency: expected an amount, got nothing; not known: cart.total',
  );
});

test('a missing value is bearable where the author says what then', () => {
  expect(text('{{fallback customer.lastName "friend"}}')).toBe('friend');
  expect(text('{{fallback weather.condition a.b.c "fine"}}')).toBe('fine');
  expect(text('{{#if a.b}}x{{else}}y{{/if}}')).toBe('y');
  expect(text('{{#each cart.nothing}}x{{else}}none{{/each}}{{#each cart.empty}}x{{else}}!{{/each}}')).toBe('none!');
  expect(text('{{when (any a.b customer.firstName) "yes" "no"}}')).toBe('yes');
});

test('nothing of a message is given when one of its slots fails', () => {
  const template = {
    name: 't',
    summary: '',
    channels: { two: { first: 'a', second: '{{nothing.here}}' } },
    locales: {},
  };
  const renderer = compileTemplates([template], SLOTS, helpers);
  expect(() => renderer.render('t', 'two', VIEW, EXAMPLE_SETTING)).toThrow(/slot 'second': nothing.here is not known/);
  expect(() => renderer.render('t', 'text', VIEW, EXAMPLE_SETTING)).toThrow(/nothing for channel 'text'/);
  expect(() => renderer.render('u', 'two', VIEW, EXAMPLE_SETTING)).toThrow(/template 'u' is not known/);
  expect(preview(renderer, 't', VIEW, EXAMPLE_SETTING, helpers)).toEqual({
    two: { failed: expect.stringContaining('nothing.here'), missing: ['nothing.here'] },
  });
});

test('a required slot that comes out empty, or too long, is a failure', () => {
  expect(() => text('{{#if customer.nick}}x{{/if}} ')).toThrow('expected a text, got nothing');
  expect(() => text('x'.repeat(2_001))).toThrow('expected at most 2000 characters, got 2001');
  const many = { customer: {}, list: Array.from({ length: 5_000 }, () => 'xxxxxxxxxx') };
  expect(() => text('{{#each list}}{{this}}{{/each}}', many)).toThrow('more than 2000 characters');
  const square = '{{#each list}}{{#each ../list}}{{#if x}}{{/if}}{{/each}}{{/each}}';
  expect(() => text(square, many)).toThrow('more than 10000 turns');
});

test('a broken template is refused when it is compiled, with every problem, line and column', () => {
  expect(refused('text', 'a\nb {{#if x}}')).toEqual([
    expect.stringMatching(/^channels\.text\.body line 2 column \d+: /),
  ]);
  expect(refused('text', '{{#if x}}{{/each}}')).toEqual(["channels.text.body line 1 column 4: if doesn't match each"]);
  expect(refused('text', '{{curency cart.value}}\n {{#list x}}{{/list}}{{> part}}')).toEqual([
    "channels.text.body line 1 column 3: a helper, got 'curency' (did you mean 'currency'?)",
    "channels.text.body line 2 column 2: one of {{#if value}}, {{#unless value}}, {{#each value}}, {{#with value}}, got 'list'",
    'channels.text.body line 2 column 22: no partials ({{> …}})',
  ]);
});

test.each([
  '{{constructor}}',
  '{{customer.constructor.constructor "return process"}}',
  '{{customer.__proto__}}',
  '{{this.__proto__.polluted}}',
  '{{lookup . "__proto__"}}',
  '{{#with (lookup this "constructor")}}x{{/with}}',
  '{{#with "s" as |string|}}{{#with (string.sub.apply 0 codelist)}}{{this}}{{/with}}{{/with}}',
  '{{helperMissing}} {{helperMissing 1}}',
  '{{blockHelperMissing 1}}',
  '{{#blockHelperMissing}}{{/blockHelperMissing}}',
  '{{log "x"}}',
  '{{> (lookup . "x")}}',
  '{{#> layout}}x{{/layout}}',
  '{{#*inline "x"}}y{{/inline}}',
  '{{* decorator}}',
  '{{{customer.evil}}}',
  '{{&customer.evil}}',
  '{{{{raw}}}}x{{{{/raw}}}}',
  '{{^customer.nick}}x{{/customer.nick}}',
  '{{@root.constructor}}',
  '{{@partial-block}}',
  '{{@index}}',
  '{{../customer}}',
  '{{customer.prototype}}',
])('%s is refused', (source) => {
  expect(refused('text', source).length).toBeGreaterThan(0);
});

test.each([
  '{{toString}}',
  '{{customer.firstName.length}}',
  '{{customer.hasOwnProperty}}',
  '{{valueOf}}',
  '{{cart.items.map}}',
])('%s reads nothing but own properties of the data', (source) => {
  expect(() => text(source)).toThrow(/is not known/);
});

test('an AST or any other object in place of a source is refused', () => {
  const ast = { type: 'Program', body: [{ type: 'ContentStatement', value: 'x' }] } as unknown as string;
  expect(() => text(ast)).toThrow(InvalidDefinitions);
});

test('sources that are large, deep or hostile are refused or compiled in time', () => {
  const before = process.cpuUsage();
  expect(refused('text', 'x'.repeat(65_537))).toEqual([expect.stringContaining('at most 65536 bytes')]);
  const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
  for (const source of [
    nested('{{#if a}}', '{{/if}}', 3_000),
    `{{${'('.repeat(20_000)}`,
    `{{fallback ${'(fallback '.repeat(3_000)}1${')'.repeat(3_000)}}}`,
    '{{'.repeat(30_000),
    `{{a${'.a'.repeat(30_000)}.__proto__}}`,
    `{{#each a as |${'b '.repeat(20_000)}|}}{{x}}`,
    `${' \n'.repeat(20_000)}{{#if}}${' \n'.repeat(10_000)}`,
    `<a ${'/'.repeat(60_000)}`,
    '{{{{r}}}}'.repeat(6_000),
    `{{#if a~}}${'\n\t '.repeat(15_000)}{{~/if}}{{/if}}`,
  ]) {
    expect(refused('html', source).length, source.slice(0, 20)).toBeGreaterThan(0);
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(4_000);
});

test('html: a value stays a value wherever it stands', () => {
  const html = (source: string) => write('html', source);
  expect(html('<p>{{customer.evil}}</p>')).toBe('<p>&lt;b&gt;&quot;&amp;&#39;</p>');
  expect(html('<p title="{{customer.evil}}">x</p>')).toBe('<p title="&lt;b&gt;&quot;&amp;&#39;">x</p>');
  expect(html('<!-- {{customer.evil}} --><p>x</p>')).toContain('<!-- &lt;b&gt;');
  expect(html('<!--[if mso]><a href="{{links.shop}}">x</a><![endif]-->')).toContain('a&#61;1&amp;b&#61;2"');
  expect(html('<a href="https://shop.example/?q={{customer.evil}}">x</a>')).toContain('?q=%3Cb%3E%22%26&#39;"');
  expect(html('<a href="{{link "https://shop.example" q=cart.value}}">x</a>')).toContain(
    'https://shop.example?q&#61;49.5',
  );
  expect(html('<td style="width: {{cart.value}}%">x</td>')).toBe('<td style="width: 49.5%">x</td>');
});

test('html: a link that would run code is a failure', () => {
  for (const url of [
    'links.bad',
    'links.data',
    'links.app',
    'customer.evil',
    'customer.nick',
    '" jAvAsCrIpT:x"',
    '"//evil.example"',
  ]) {
    expect(() => write('html', `<a href="{{fallback ${url}}}">x</a>`), url).toThrow(RenderError);
  }
  expect(() => write('html', '<p style="x: {{links.shop}}">x</p>')).toThrow('a plain value of a style');
});

test.each([
  '<script>{{customer.firstName}}</script>',
  '<style>p { color: {{customer.firstName}} }</style>',
  '<a href={{links.shop}}>x</a>',
  '<a href=x{{links.shop}}>x</a>',
  '<a {{customer.firstName}}>x</a>',
  '<{{customer.firstName}}>x',
  '</{{customer.firstName}}>x',
  '<a onclick="x({{customer.age}})">x</a>',
  '<a href="{{links.shop}}>x</a>',
  '<p>{{#if customer.nick}}<a href="{{else}}x{{/if}}y">z</a>',
  '<p>{{#each cart.items}}<a title="{{/each}}">z</a>',
  '<a ="{{customer.evil}}">x</a>',
])('html: %s is refused', (source) => {
  expect(refused('html', source).length).toBeGreaterThan(0);
});

test('header: a line break never gets in', () => {
  expect(write('header', 'For {{customer.firstName}}\n')).toBe('For Eva');
  expect(() => write('header', 'For {{customer.lines}}')).toThrow(
    'customer.lines: expected a value without line breaks',
  );
  expect(refused('header', 'one\ntwo')).toEqual([expect.stringContaining('a single line')]);
});

test('json: values keep their place and the whole is always valid', () => {
  const source =
    '{"name": "<{{customer.evil}}>", "age": {{customer.age}}, "lines": {{customer.lines}}, "c": "{{currency cart.value}}"}';
  expect(JSON.parse(write('json', source))).toEqual({
    name: '<<b>"&\'>',
    age: 0,
    lines: 'a\r\nBcc: x@y',
    c: '€49.50',
  });
  expect(() => write('json', '{"a": {{customer.age}}{{customer.age}} {{customer.age}} }')).toThrow(
    'expected valid JSON',
  );
  expect(refused('json', '{"a": "{{customer.age}}')).toEqual([
    expect.stringContaining('JSON whose strings are closed'),
  ]);
  expect(refused('json', '"\\\\{{customer.age}}"').length).toBeGreaterThan(0);
});

test('url: a value is a whole URL at the beginning and encoded further on', () => {
  expect(write('url', '{{links.shop}}')).toBe('https://shop.example/?a=1&b=2');
  expect(write('url', 'shop://offers/{{customer.lines}}')).toBe('shop://offers/a%0D%0ABcc%3A%20x%40y');
  expect(write('url', '{{link "shop://offers" id=cart.value}}\n'.replace('shop:', 'https:'))).toBe(
    'https://offers?id=49.5',
  );
  for (const source of [
    '{{links.bad}}',
    '{{links.data}}',
    '{{links.app}}',
    'java{{fallback "script:x"}}',
    'javascript:x',
    '/offers',
  ]) {
    expect(() => write('url', source), source).toThrow(RenderError);
  }
});

test('a locale wins over its language, and its language over what is written for all', () => {
  const template = {
    name: 't',
    summary: '',
    channels: { two: { first: 'hello', second: 'all' } },
    locales: { de: { two: { first: 'hallo', second: 'alle' } }, 'de-AT': { two: { first: 'servus' } }, fr: {} },
  };
  const renderer = compileTemplates([template], SLOTS, helpers);
  const inLocale = (locale: string) => Object.values(renderer.render('t', 'two', VIEW, { ...EXAMPLE_SETTING, locale }));
  expect(inLocale('de-AT')).toEqual(['servus', 'alle']);
  expect(inLocale('de-CH')).toEqual(['hallo', 'alle']);
  expect(inLocale('fr-FR')).toEqual(['hello', 'all']);
  expect(inLocale('x')).toEqual(['hello', 'all']);
});

test('a locale in another script takes nothing from the language as it is mostly written', () => {
  const template = {
    name: 't',
    summary: '',
    channels: { two: { first: 'hello', second: 'all' } },
    locales: { zh: { two: { first: '简体', second: '所有' } }, 'zh-TW': { two: { first: '繁體' } } },
  };
  const renderer = compileTemplates([template], SLOTS, helpers);
  const inLocale = (locale: string) => Object.values(renderer.render('t', 'two', VIEW, { ...EXAMPLE_SETTING, locale }));
  expect(inLocale('zh-Hant-TW')).toEqual(['繁體', 'all']);
  expect(inLocale('zh-Hans-CN')).toEqual(['简体', '所有']);
});

test('a slot that tells the language is filled with that of the words that were picked', () => {
  const mail = {
    text: { ...SLOTS.two!.first!, required: true },
    language: { ...SLOTS.two!.first!, fills: 'language' as const },
  };
  const template = {
    name: 't',
    summary: '',
    channels: { mail: { text: 'hello' } },
    locales: { de: { mail: { text: 'hallo' } }, fr: {}, it: { mail: { text: 'ciao', language: 'it-CH' } } },
  };
  const languageIn = (locale: string, more: object = {}) =>
    compileTemplates([{ ...template, ...more }], { mail }, helpers).render('t', 'mail', VIEW, {
      ...{ ...EXAMPLE_SETTING, home: 'nl-NL', locale },
    }).language;
  expect([languageIn('de-AT'), languageIn('it'), languageIn('pl')]).toEqual(['de', 'it-CH', 'nl-NL']);
  expect(languageIn('fr-FR'), 'nothing of it is written in French').toBe('nl-NL');
  expect(languageIn('pl', { language: 'en' })).toBe('en');
});

test('a broken locale is refused with its own path', () => {
  const template = {
    name: 't',
    summary: '',
    channels: { two: { first: 'a' } },
    locales: { de: { two: { first: '{{#if}}' } } },
  };
  expect(() => compileTemplates([template], SLOTS, helpers, () => 'templates/t.yaml')).toThrow(
    /^templates\/t\.yaml locales\.de\.two\.first line 1 column \d+: /,
  );
});
