import { describe, expect, test } from 'vitest';
import { changeText, readPlace, writePlace } from './place-text.ts';

const PLACE = {
  type: 'Feature',
  properties: { id: 'haus', name: 'Haus: "am Markt"', tags: ['store'], radiusMetres: 40 },
  geometry: { type: 'Point', coordinates: [12.3, 51.3] },
};

describe('the text of a place', () => {
  test('is read as what was written', () => {
    expect(readPlace(writePlace(PLACE))).toEqual(PLACE);
  });

  test('has a geometry on one line', () => {
    expect(writePlace(PLACE)).toContain('geometry: {type: Point, coordinates: [12.3, 51.3]}');
  });

  test('keeps comments and every other line when the shape changes', () => {
    const text = `# our oldest shop\n${writePlace(PLACE)}`;
    const geometry = { type: 'Point', coordinates: [12.4, 51.3] };
    const next = changeText(text, ['geometry'], geometry);
    expect(readPlace(next)).toEqual({ ...PLACE, geometry });
    const before = text.split('\n');
    expect(next.split('\n').filter((line) => !before.includes(line))).toHaveLength(1);
  });

  test('loses a property that is set to nothing, and gains one that was not there', () => {
    const less = changeText(writePlace(PLACE), ['properties', 'radiusMetres'], undefined);
    expect(readPlace(less)?.properties).toEqual({ id: 'haus', name: PLACE.properties.name, tags: ['store'] });
    const more = changeText(less, ['properties', 'hours'], { mon: [['09:00', '18:00']] });
    expect(readPlace(more)?.properties).toMatchObject({ hours: { mon: [['09:00', '18:00']] } });
    expect(changeText(less, ['properties', 'radiusMetres'], undefined)).toBe(less);
  });

  test.each(['a: [', '- 1', 'text', ''])('%j is no place', (text) => {
    expect(readPlace(text)).toBeUndefined();
  });
});
