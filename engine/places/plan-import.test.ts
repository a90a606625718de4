import { describe, expect, test } from 'vitest';
import { finish } from '../../triggers/slices/finish.ts';
import type { Cell } from './contract.ts';
import { type ImportTerms, planImport } from './plan-import.ts';
import { readFile } from './read-file.ts';

const TABLE = [
  'id,name,lat,lon,radius,tags',
  'a1,Markt,51.34,12.37,60,"store;big"',
  'a2,Kiosk,112.38,51.34,,',
  'a3,Haus,north,12.39,,',
  'a1,Twin,51.35,12.38,,',
  'a5,Too large,51.36,12.39,2000000,',
  ',,51.37,12.40,,',
].join('\n');

const plan = (text: string, terms: Partial<ImportTerms> = {}) =>
  finish(
    planImport(readFile('shops.csv', text, {}).rows, {
      file: 'shops.csv',
      home: 'places/shops.geojson',
      changes: new Map(),
      leftOut: new Set(),
      mend: true,
      radiusMetres: 50,
      widthMetres: 20,
      tags: [],
      keepsAttributes: true,
      stored: () => undefined,
      ...terms,
    }),
  );
const change = (row: number, cells: Partial<Record<Cell, string>>) => [row, cells] as const;

describe('the plan of an import', () => {
  test('tells of each row what is wrong with it, and which cell to repair', () => {
    const { rows, documents } = plan(TABLE);
    expect(rows.map(({ row, state, problems }) => [row, state, ...problems.map(({ cell }) => cell)])).toEqual([
      [2, 'new'],
      [3, 'faulty', 'lat'],
      [4, 'faulty', 'lat'],
      [5, 'faulty', 'id'],
      [6, 'faulty', 'radius'],
      [7, 'faulty', 'id'],
    ]);
    expect(rows[1]!.problems[0]!.expected).toContain('looks swapped');
    expect(rows[3]!.problems[0]!.expected).toContain('row 2 has the same');
    expect(documents).toEqual([
      {
        kind: 'place',
        name: 'a1',
        source: 'places/shops.geojson#1',
        body: {
          type: 'Feature',
          properties: { id: 'a1', name: 'Markt', tags: ['store', 'big'], radiusMetres: 60 },
          geometry: { type: 'Point', coordinates: [12.37, 51.34] },
        },
      },
    ]);
  });

  test('takes repaired cells, and leaves out the rows that are named', () => {
    const { rows, documents } = plan(TABLE, {
      changes: new Map([
        change(3, { lat: '51.34', lon: '12.38' }),
        change(4, { lat: '51,33' }),
        change(5, { id: 'a4' }),
      ]),
      leftOut: new Set([6, 7]),
    });
    expect(rows.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'new', 'left-out', 'left-out']);
    expect(documents.map(({ name }) => name)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  test('tells what is stored already from what changes', () => {
    const { documents } = plan(TABLE, { leftOut: new Set([3, 4, 5, 6, 7]) });
    const stored = (id: string) => documents.find(({ name }) => name === id)?.body;
    const again = plan(TABLE.replace('51.34', '51.35'), { leftOut: new Set([3, 4, 5, 6, 7]), stored });
    expect(again.rows[0]!.state).toBe('changed');
    const same = plan(TABLE, { leftOut: new Set([3, 4, 5, 6, 7]), stored });
    expect([same.rows[0]!.state, same.documents]).toEqual(['unchanged', []]);
  });

  test('an id is made of the name where there is none, spelt as places may be called', () => {
    const { documents } = plan('name,lat,lon\nCafé „Zur Linde“,51.3,12.3\n', { tags: ['cafe'] });
    expect(documents[0]!.name).toBe('Café-Zur-Linde');
    expect(documents[0]!.body).toMatchObject({ properties: { tags: ['cafe'], radiusMetres: 50 } });
  });

  test('a faulty row that lies on Earth has its mark on the map', () => {
    const { rows } = plan(TABLE);
    expect(rows.map(({ centre }) => centre !== undefined)).toEqual([true, false, false, true, true, true]);
  });
});
