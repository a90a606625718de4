import { describe, expect, test } from 'vitest';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { ARGUMENT_KINDS, LANGUAGE_CODES, type LanguageCode } from '../../triggers/words/contract.ts';
import { loadLanguage } from '../definitions/language.ts';
import type { Query } from '../outcomes/queries/contract.ts';
import { catalogOf } from './catalog.ts';
import { schemasOf } from './document-schemas.ts';

const language = await loadLanguage();
const queries = await loadFolder<Query>(new URL('../outcomes/queries/', import.meta.url));

/** Everything that is said in one language. */
const sayAll = (code: LanguageCode) => ({
  catalog: catalogOf(language, queries, code),
  documents: schemasOf(language, code),
});
const english = sayAll('en');
const german = sayAll('de');

/** Titles that are the same in both languages: names, and words that German has from elsewhere. */
const SHARED = new Set([
  'Latin-1',
  ...[
    '3G',
    '4G',
    '5G',
    'Browser',
    'Computer',
    'Domain',
    'Name',
    'Offline',
    'Parameter',
    'Radius',
    'Position',
    'Region',
    'Port',
    'Server',
  ],
  ...['Segment', 'Signal', 'Tablet', 'Text', 'UV-Index', 'Version', 'Webhook', 'Wind', 'Wind (m/s)', 'is', 'ist'],
]);

/** A service has one name in every language, spelt as it spells it. */
const SERVICES = new Set(
  [english, german].flatMap(({ catalog }) => [...catalog.providers, ...catalog.channels].map(({ title }) => title)),
);

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parts of a schema that are schemas themselves, by their paths. */
function* partsOf(schema: Node, path: string): Generator<readonly [path: string, part: Node]> {
  const { properties, items, prefixItems, additionalProperties, anyOf, oneOf } = schema;
  for (const [name, one] of Object.entries(isNode(properties) ? properties : {}))
    yield [`${path}.${name}`, one as Node];
  if (isNode(items)) yield [`${path}[]`, items];
  if (isNode(additionalProperties) && Object.keys(additionalProperties).length > 0) {
    yield [`${path}.*`, additionalProperties];
  }
  for (const [key, list] of Object.entries({ prefixItems, anyOf, oneOf })) {
    for (const [i, one] of (Array.isArray(list) ? list : []).entries()) yield [`${path}/${key}${i}`, one as Node];
  }
}

/** A schema and all parts of it, by their paths. */
function* walk(schema: Node, path: string): Generator<readonly [path: string, part: Node]> {
  yield [path, schema];
  for (const [at, part] of partsOf(schema, path)) yield* walk(part, at);
}

const schemasIn = ({ catalog, documents }: ReturnType<typeof sayAll>): readonly (readonly [string, Node])[] => [
  ...Object.entries(catalog).flatMap(([group, parts]) =>
    parts.flatMap(({ name, schema, detail }) => [
      ...(schema === undefined ? [] : [[`${group}.${name}`, schema as Node] as const]),
      ...Object.entries((detail?.schemas ?? {}) as Record<string, Node>).map(
        ([type, one]) => [`${group}.${name}:${type}`, one] as const,
      ),
    ]),
  ),
  ...Object.entries(documents).map(([name, schema]) => [`documents.${name}`, schema as Node] as const),
];
const argumentsIn = (all: ReturnType<typeof sayAll>) =>
  schemasIn(all).flatMap(([path, schema]) => [...walk(schema, path)].filter(([at]) => at !== path));

/** Every title, summary and description, by where it stands. */
function* textsIn(value: unknown, path: string): Generator<readonly [path: string, text: string]> {
  if (Array.isArray(value)) for (const [i, one] of value.entries()) yield* textsIn(one, `${path}[${i}]`);
  if (!isNode(value)) return;
  for (const [key, one] of Object.entries(value)) {
    if (key === 'examples') continue;
    if (key === 'titles')
      yield* Object.entries(one as Node).map(([of, text]) => [`${path}.titles.${of}`, String(text)] as const);
    else if (/^(title|groupTitle|summary|description)$/.test(key) && typeof one === 'string')
      yield [`${path}.${key}`, one];
    else yield* textsIn(one, `${path}.${key}`);
  }
}
const textsOf = (all: ReturnType<typeof sayAll>) => new Map(textsIn(all, ''));
const isTitle = (path: string) => /\.(title|groupTitle)$|\.titles\.[^.]+$/.test(path);

describe.each([
  ['English', english],
  ['German', german],
])('in %s', (_, all) => {
  test('every argument has a title', () => {
    const untitled = argumentsIn(all).filter(([, { title }]) => typeof title !== 'string');
    expect(untitled.map(([path]) => path)).toEqual([]);
  });

  test('every closed value has a title', () => {
    const values = (part: Node) => [
      ...((part.enum as unknown[]) ?? []),
      ...(part.const === undefined ? [] : [part.const]),
    ];
    const mute = argumentsIn(all).flatMap(([path, part]) =>
      values(part)
        .filter((value) => !Object.hasOwn((part.titles as object) ?? {}, String(value)))
        .map((value) => `${path} ${value}`),
    );
    expect(mute).toEqual([]);
    const fields = all.catalog.fields.flatMap(({ name, detail }) =>
      (Array.isArray(detail?.values) ? detail.values : [])
        .filter((value) => !Object.hasOwn((detail?.titles as object) ?? {}, String(value)))
        .map((value) => `${name} ${value}`),
    );
    expect(fields).toEqual([]);
  });

  test('every field stands in a group with a title', () => {
    expect(all.catalog.fields.filter(({ detail }) => !detail?.groupTitle).map(({ name }) => name)).toEqual([]);
  });

  test('titles of one kind of part are told apart', () => {
    for (const [group, parts] of Object.entries(all.catalog)) {
      const titles = parts.map(({ title }) => title);
      const twice = titles.filter((title, i) => titles.indexOf(title) !== i);
      expect([group, twice]).toEqual([group, []]);
    }
  });

  test('a text is neither empty nor too long, and a title is plain', () => {
    const texts = [...textsOf(all)];
    expect(texts.length).toBeGreaterThan(1_500);
    const faulty = texts.filter(([path, text]) =>
      isTitle(path) && !SERVICES.has(text)
        ? text.trim() !== text ||
          text === '' ||
          text.length > 45 ||
          /[`_{}<>]|[a-z][A-Z]|undefined|\.$/.test(text.replace(/^(?:WhatsApp|TikTok|WeChat):/, ''))
        : text.trim() !== text || text.length < 3 || text.length > 400 || /undefined|\[object|\bTODO\b/.test(text),
    );
    expect(faulty).toEqual([]);
  });
});

test('what is said in English is said in German, in other words', () => {
  const [first, second] = [textsOf(english), textsOf(german)];
  expect([...second.keys()]).toEqual([...first.keys()]);
  const same = [...first].filter(
    ([path, text]) => second.get(path) === text && !SHARED.has(text) && !SERVICES.has(text),
  );
  expect(same).toEqual([]);
});

test('no German text has English words in it', () => {
  const strays = [...textsOf(german)].filter(([, text]) =>
    /\b(the|and|with|customer|of|is|when|from|where|has|are)\b/i.test(text.replace(/`[^`]*`|„[^“]*“/g, '')),
  );
  expect(strays).toEqual([]);
});

test('a kind is one that forms know', () => {
  const strays = argumentsIn(english).filter(
    ([, { kind }]) => kind !== undefined && !(ARGUMENT_KINDS as readonly unknown[]).includes(kind),
  );
  expect(strays.map(([path]) => path)).toEqual([]);
  expect(LANGUAGE_CODES).toEqual(['en', 'de']);
});

test('nested arguments say what they are', () => {
  const kinds = new Map(argumentsIn(english).map(([path, { kind }]) => [path, kind]));
  expect(kinds.get('wakers.enter.places')).toBe('places');
  expect(kinds.get('wakers.dwell.for')).toBe('duration');
  expect(kinds.get('wakers.sequence.steps[]')).toBe('happening');
  expect(kinds.get('operators.any-item.where')).toBe('condition');
  expect(kinds.get('operators.did.event')).toBe('event-name');
  expect(kinds.get('documents.trigger.cooldown')).toBe('duration');
  expect(kinds.get('documents.trigger.message.template')).toBe('template');
});

test('a document’s own example of the sample workspace keeps to the keys of its schema', () => {
  const { trigger, workspace, place } = german.documents as unknown as Record<
    string,
    { properties: Node; required: string[] }
  >;
  expect(Object.keys(trigger!.properties)).toEqual(
    expect.arrayContaining(['name', 'on', 'when', 'unknown', 'cooldown', 'priority', 'holdout', 'shadow', 'message']),
  );
  expect(trigger!.required.sort()).toEqual(['message', 'name', 'on']);
  expect(workspace!.properties['quiet-hours']).toMatchObject({ title: 'Ruhezeiten' });
  expect(place!.properties.properties).toMatchObject({ properties: { radiusMetres: { title: 'Radius', unit: 'm' } } });
});
