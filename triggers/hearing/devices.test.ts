import { describe, expect, test } from 'vitest';
import { placeAt, signalOf, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadSignalKinds } from '../vocabulary/signal-kinds.ts';
import { createAdvance } from './advance.ts';
import { MOST_DEVICES } from './devices.ts';
import { mergeInto, pointTo } from './merge.ts';

const advance = createAdvance(await loadSignalKinds());
const MINUTE = 60_000;
const SHOP = { lat: 48.2, lon: 16.37 };
const places = buildPlacesIndex([
  placeAt('shop', SHOP.lat, SHOP.lon, { shape: { type: 'circle', centre: SHOP, radiusMetres: 60 } }),
]);

/** What the devices of one customer say, minute by minute; north and east of the shop in metres. */
class Life {
  readonly state: CustomerState;
  sent = 0;

  constructor(id = 'c1') {
    this.state = emptyState(id);
  }

  fix(minute: number, deviceId: string | undefined, north: number, more: object = {}): string {
    const value = { lat: SHOP.lat + north / 111_195, lon: SHOP.lon, accuracyMetres: 10, ...more };
    return this.#say(minute, 'location', deviceId === undefined ? value : { ...value, deviceId });
  }

  device(minute: number, deviceId: string, value: object): string {
    return this.#say(minute, 'device', { ...value, deviceId });
  }

  value(field: string): unknown {
    return this.state.values[field]?.v;
  }

  #say(minute: number, kind: string, value: Readonly<Record<string, unknown>>): string {
    const at = T + minute * MINUTE;
    const signal = signalOf(kind, value, { id: `${this.state.id} ${this.sent++}`, at });
    const advanced = advance(this.state, signal, places, at);
    if (advanced.repeat) return 'repeat';
    return advanced.unheeded ?? advanced.stimuli.flatMap(({ type }) => (type === 'signal' ? [] : type)).join(' ');
  }
}

const PHONE = { form: 'phone', battery: 40 };
const TABLET = { form: 'tablet', battery: 90 };

describe('two devices of one customer', () => {
  test('that tell two places tear nobody to and fro: the phone leads', () => {
    const life = new Life();
    life.device(0, 't', TABLET);
    life.device(0, 'p', PHONE);
    const said: string[] = [];
    for (let minute = 1; minute < 10; minute++) {
      said.push(life.fix(minute, 't', 2_500), life.fix(minute + 0.5, 'p', 0));
    }
    expect(said.filter((word) => word === 'enter' || word === 'exit')).toEqual(['enter']);
    expect(life.state.leading).toBe('p');
    expect([life.value('device.form'), life.value('device.battery'), life.value('location.lat')]).toEqual([
      'phone',
      40,
      48.2,
    ]);
    expect(life.state.devices?.t?.values['device.battery']?.v, 'the tablet has its own').toBe(90);
  });

  test('of which nothing is known but their names: the first leads, until another is carried', () => {
    const life = new Life();
    const said = [];
    for (let minute = 0; minute < 5; minute++)
      said.push(life.fix(minute, 'a', 2_500), life.fix(minute + 0.5, 'b', 300));
    expect(said.join(' '), 'both lie still').not.toContain('enter');
    expect(life.state.leading).toBe('a');
    expect(life.fix(6, 'b', 0)).toBe('enter');
    expect([life.fix(7, 'a', 2_500), life.fix(8, 'b', 0), life.fix(9, 'a', 2_510)]).toEqual([
      'other-device',
      '',
      'other-device',
    ]);
  });

  test('both carried by the same person: the one that leads goes on leading', () => {
    const life = new Life();
    for (let minute = 0; minute < 20; minute++) {
      life.fix(minute, 'a', 5_000 - 150 * minute);
      life.fix(minute + 0.5, 'b', 5_000 - 150 * minute);
    }
    expect(life.state.leading).toBe('a');
  });

  test('one that falls silent leads no more, and one without a position does not lead before one that has one', () => {
    const life = new Life();
    life.device(0, 'p', PHONE);
    life.device(1, 't', TABLET);
    expect(life.fix(2, 't', 0), 'the phone may not tell where it is').toBe('enter');
    life.fix(3, 'p', 300);
    expect(life.state.leading).toBe('p');
    expect(life.fix(20, 't', 0)).toBe('other-device');
    life.fix(40, 't', 0);
    expect(life.state.leading).toBe('t');
  });

  test('a signal without a name is of the one that leads', () => {
    const life = new Life();
    life.fix(0, 'a', 2_500);
    life.fix(1, 'b', 2_500);
    expect(life.fix(2, undefined, 0)).toBe('enter');
  });

  test('more than four are not told apart, and one alone costs its name', () => {
    const life = new Life();
    life.fix(0, 'only', 0);
    expect([life.state.leading, life.state.devices]).toEqual(['only', undefined]);
    for (let i = 0; i < 20; i++) life.fix(i, `d${i}`, 0);
    expect(Object.keys(life.state.devices!)).toHaveLength(MOST_DEVICES);
    expect(life.state.devices).toHaveProperty('only');
  });

  test('when two customers are one, the values of two devices are not mixed', () => {
    const [known, anonymous] = [new Life('known'), new Life('anonymous')];
    known.device(0, 't', TABLET);
    known.fix(0, 't', 2_500);
    anonymous.device(1, 'p', { form: 'phone' });
    anonymous.fix(2, 'p', 0);
    const before = structuredClone(anonymous.state);
    mergeInto(known.state, anonymous.state);
    expect(anonymous.state, 'who is merged stays as they are').toEqual(before);
    expect(known.state).toMatchObject({ leading: 'p', inside: { shop: {} } });
    expect([known.value('device.form'), known.value('device.battery')]).toEqual(['phone', undefined]);
    expect(known.state.devices?.t?.values['device.battery']?.v).toBe(90);
    expect(known.fix(3, 't', 2_500)).toBe('other-device');
    expect(pointTo(anonymous.state, 'known').devices).toBeUndefined();
  });
});
