import { expect, test } from 'vitest';
import { expectedOne, nearest } from './nearest.ts';

const fields = ['local-time', 'weather.condition', 'device.form'];

test('a slip of the finger finds the name that was meant', () => {
  expect(nearest('local-tme', fields)).toBe('local-time');
  expect(nearest('weather.conditon', fields)).toBe('weather.condition');
  expect(nearest('Device.Form', fields)).toBe('device.form');
});

test('a name unlike all others finds none', () => {
  expect(nearest('shoe-size', fields)).toBeUndefined();
  expect(expectedOne('a field', 'shoe-size', fields)).toBe("a field; there is no 'shoe-size'");
});

test('says what was expected and what is near', () => {
  expect(expectedOne('a field', 'local-tme', fields)).toBe("a field; the nearest to 'local-tme' is 'local-time'");
});

test('is quick on a monstrous name', () => {
  expect(nearest('x'.repeat(1_000_000), fields)).toBeUndefined();
});

test('what is called otherwise elsewhere finds the word for it', () => {
  expect(nearest('greater-than', ['below', 'above', 'at-least'])).toBe('above');
  expect(nearest('latitude', ['lon', 'lat'])).toBe('lat');
  expect(nearest('Mobile', ['tablet', 'phone'])).toBe('phone');
  expect(nearest('mobile', ['local-time'])).toBeUndefined();
});

test('a short form finds the long one, and the long one the short one', () => {
  expect(nearest('radius', ['tags', 'radiusMetres'])).toBe('radiusMetres');
  expect(nearest('saturday', ['sun', 'sat'])).toBe('sat');
  expect(nearest('at', ['attributes'])).toBeUndefined();
});

test('of names that are as near the first is offered', () => {
  expect(nearest('local-tim', ['local-time', 'local-tims'])).toBe('local-time');
});
