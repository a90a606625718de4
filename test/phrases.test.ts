import { describe, expect, test } from 'vitest';
import { wordPhrase } from '../console/parts/word-phrase.ts';
import german from '../console/words/de/phrases.ts';
import { PHRASES, SENTENCES } from '../engine/api/phrases/book.ts';
import { codeRefusal } from '../engine/api/phrases/code-problems.ts';
import { readPhrase } from '../engine/api/phrases/read-phrase.ts';
import { positionNote } from '../engine/studies/position-note.ts';
import { sentencesIn } from './support/sentences.ts';
import { readSources } from './support/sources.ts';

/** Stands in slots: it is a phrase of its own and one word, so it fits every slot. */
const FILLER = 'trigger';

const SAY_TO_READERS =
  /^(triggers|templates|channels|engine\/(api|definitions|places|people|access|drafts|alerts|outcomes\/guests|studies\/(draft|notes|explain-signal|kept)|dispatch\/trials))/;

/** The book itself, and what passes on the sentences of ClickHouse. */
const SAY_IT_OTHERWISE = /^engine\/api\/(phrases\/|answer-sql\.ts$)/;

const slotsIn = (phrase: string) => [...phrase.matchAll(/‹[^›]*›/g)].map(([slot]) => slot).sort();

/** Sentences of zod's own, whose German needs not all that they say. */
const SHORTER = ['too-short', 'too-long', 'too-small', 'too-small-exactly', 'too-big'];

const inGerman = (text: string) => wordPhrase({ text, ...readPhrase(text) }, german);

test('every sentence of the sources that a reader can get has a code', () => {
  const sources = ['triggers', 'templates', 'channels', 'engine']
    .flatMap(readSources)
    .filter(({ path, isTest }) => !isTest && SAY_TO_READERS.test(path) && !SAY_IT_OTHERWISE.test(path));
  const sentences = sentencesIn(sources, FILLER);
  expect(sentences.length).toBeGreaterThan(300);
  expect(sentences.filter(({ text }) => readPhrase(text) === undefined)).toEqual([]);
});

describe.each(Object.entries(PHRASES))('the phrase %s', (code, english) => {
  test('has words in German, with the same slots', () => {
    const words = german[code];
    expect(words).toBeTypeOf('string');
    if (SHORTER.includes(code)) expect(slotsIn(english)).toEqual(expect.arrayContaining(slotsIn(words!)));
    else expect(slotsIn(words!)).toEqual(slotsIn(english));
  });
});

test.each(Object.entries(SENTENCES))(
  'the sentence %s is read as itself, with what stands in its slots',
  (code, english) => {
    const text = english.replaceAll(/‹([^›]*)›/g, (_, slot: string) => (/^[*~]/.test(slot) ? FILLER : '7'));
    const read = readPhrase(text);
    expect(read?.code).toBe(code);
    expect(Object.keys(read?.args ?? {})).toEqual(slotsIn(english).length === 0 ? [] : expect.any(Array));
    expect(wordPhrase({ text, ...read }, german)).not.toMatch(/[‹›]/);
  },
);

test('German words for what no release says any more are gone', () => {
  expect(Object.keys(german).filter((code) => !Object.hasOwn(PHRASES, code))).toEqual([]);
});

test('what is noted by a table of sentences, and what an import mends, has a code', () => {
  const mended = [
    'coordinates[0] had 1 longitude beyond 180: brought into range',
    'coordinates[0] had 3 positions twice: dropped',
    'coordinates[0] was not closed: its first position [1,2] was added at the end',
    'coordinates[0] had 2 slivers: dropped',
    'coordinates[1] had 1 hole that were slivers: filled',
    'coordinates[0] was wound the other way: turned',
    'coordinates[0] had no area: dropped',
    'coordinates[0] had a part too small to mend: dropped',
    'coordinates[0] crossed itself near [1,2]: made 2 polygons of it, with holes cut to what lies inside',
    'coordinates[0] had rings that did not fit: made nothing of it',
    'coordinates[0] crossed itself near [1,2], [3,4], [5,6] and 2 more: made 1 polygon of it',
  ];
  const noted = readSources('engine/studies')
    .filter(({ path }) => /(?:notes|explain-signal|position-note)\.ts$/.test(path))
    .flatMap(({ text }) => [...text.matchAll(/(?:const (?:WOKEN_BY|UNHEEDED)\b[^=]*= )(\{[^}]*\})/g)])
    .flatMap(([, table = '']) => [...table.matchAll(/:\s*'([^']* [^']*)'/g)].map(([, sentence = '']) => sentence));
  expect(noted.length).toBeGreaterThanOrEqual(6);
  const sentences = [...mended, ...noted, positionNote(3)!];
  expect(sentences.filter((sentence) => readPhrase(sentence) === undefined)).toEqual([]);
  expect(inGerman(mended[8]!)).toBe(
    'coordinates[0] kreuzte sich selbst nahe [1,2]: wird zu: 2 Flächen, mit Löchern nur, soweit sie innen liegen',
  );
});

test('a phrase may hold another one, and is worded whole', () => {
  expect(readPhrase("a field; the nearest to 'local-tme' is 'local-time'")).toEqual({
    code: 'nearest-is',
    args: { what: { code: 'a-field', args: {} }, name: 'local-tme', near: 'local-time' },
  });
  expect(inGerman("a field; the nearest to 'local-tme' is 'local-time'")).toBe(
    'ein Feld; statt „local-tme“ ist wohl „local-time“ gemeint',
  );
  expect(inGerman("one of phone, tablet; there is no 'fridge'")).toBe(
    'eines von: phone, tablet; „fridge“ gibt es nicht',
  );
  expect(inGerman('a whole number from 1 to 20, got 21')).toBe('eine ganze Zahl von 1 bis 20; hier steht 21');
  expect(inGerman('an id, as text: got the number 12, write "12" in quotes')).toBe(
    'an id, as text: got the number 12, write "12" in quotes',
  );
  expect(inGerman('{ places: { tag: … }, for: 10m }, with or without seen-within: 2m and confirm: 2')).toBe(
    '{ places: { tag: … }, for: 10m }, mit oder ohne seen-within: 2m und confirm: 2',
  );
  expect(
    inGerman(
      'a condition that can be met beside `device.form equals phone`; the trigger never matches; a property called name is `event.properties.name`',
    ),
  ).toBe(
    'eine Bedingung, die neben `device.form equals phone` erfüllbar ist; so passt der Auslöser nie; eine Eigenschaft namens name heißt `event.properties.name`',
  );
});

test('why a preview fails is worded with its slot, its line and the value that is missing', () => {
  expect(
    inGerman("template 'hello', channel 'email', slot 'subject': place.name is not known (line 1, column 32)"),
  ).toBe('Vorlage „hello“, Kanal „email“, Teil „subject“: place.name ist nicht bekannt (Zeile 1, Spalte 32)');
});

test('what has no code keeps its English, and names of people stay theirs', () => {
  expect(readPhrase('of another release')).toBeUndefined();
  expect(inGerman('of another release')).toBe('of another release');
  expect(wordPhrase({ text: 'said', code: 'of-another-release' }, german)).toBe('said');
  expect(wordPhrase({ text: 'said', code: 'constructor' }, german)).toBe('said');
  expect(inGerman("there is no trigger 'a field'")).toBe('Einen Auslöser „a field“ gibt es nicht');
  expect(readPhrase('a field; '.repeat(1_000))).toBeUndefined();
});

test('a refusal of the API says its code beside the sentence, and those of its problems', () => {
  const problems = [{ source: 'triggers/a.yaml', path: 'on', expected: 'at least one condition' }];
  expect(
    codeRefusal({ error: 'nothing was published: 2 problems; more is checked once these are right', problems }),
  ).toEqual({
    error: 'nothing was published: 2 problems; more is checked once these are right',
    code: 'nothing-published',
    args: { count: '2' },
    problems: [{ ...problems[0], code: 'at-least-one-condition', args: {} }],
  });
});
