import { getTimes } from 'suncalc';
import { describe, expect, test } from 'vitest';
import type { Moment, Stimulus, Weather, World } from '../contract.ts';
import { restoreStimulus } from '../deciding/kept-stimulus.ts';
import type { Place } from '../places/contract.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadDerivedFields } from './derived-fields.ts';

const fields = await loadDerivedFields();
const NOON = Date.UTC(2026, 10, 12, 11, 0); // Thursday, 12:00 in Berlin

/** Reads a field by its full name, also one of a family. */
function read(name: string, moment: Moment): unknown {
  const field = fields.get(name);
  if (field) return field.bind('')(moment);
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const family = fields.get(`${name.slice(0, dot)}.*`);
    if (family) return family.bind(name.slice(dot + 1))(moment);
  }
  throw new Error(`no field '${name}'`);
}

const store: Place = {
  id: 'store',
  name: 'The store',
  shape: { type: 'circle', centre: { lat: 52.52, lon: 13.4 }, radiusMetres: 100 },
  tags: ['store', 'cafe'],
  attributes: { parking: 12, address: { city: 'Berlin' } },
  hours: { thu: [['09:00', '12:30']], fri: [['20:00', '02:00']] },
  zone: 'Europe/Berlin',
  centre: { lat: 52.52, lon: 13.4 },
  parent: 'mall',
};
const weather: Weather = { condition: 'rain', temperatureCelsius: 7, rainMillimetresPerHour: 1.2 };
const world: World = {
  zone: 'Europe/Berlin',
  zoneAt: () => 'Europe/Berlin',
  forecastAt: () => undefined,
  stockAt: () => undefined,
  weatherAt: (lat) => (lat > 50 ? weather : undefined),
};

function moment(change: (state: CustomerState) => void = () => undefined, more: Partial<Moment> = {}): Moment {
  const state = emptyState('c');
  change(state);
  const signal = { id: 's', kind: 'location', customer: 'c', at: NOON, value: {} };
  return {
    at: NOON,
    origin: more.signal ?? signal,
    signal,
    state,
    stimulus: { type: 'signal' },
    place: undefined,
    world,
    ...more,
  };
}

/** A fix at a position, so many seconds ago. */
const fix =
  (lat: number, lon: number, secondsAgo = 0) =>
  (state: CustomerState) => {
    const at = NOON - secondsAgo * 1_000;
    const known = { at, until: at + 300_000, source: 'location' };
    state.values['location.lat'] = { v: lat, ...known };
    state.values['location.lon'] = { v: lon, ...known };
  };
const know =
  (name: string, v: unknown, at = NOON) =>
  (state: CustomerState) => {
    state.values[name] = { v, at, source: 'test' };
  };

test('no field throws on a moment of a customer of whom nothing is known', () => {
  const unknowable = moment();
  const known = [...fields.values()]
    .filter((field) => field.bind('x.y')(unknowable) !== undefined)
    .map(({ name }) => name);
  const always = ['daypart', 'identified', 'local-date', 'local-time', 'messages', 'month', 'signal.kind', 'weekday'];
  const byWorkspace = ['day-of-month', 'days-left-in-month', 'holiday', 'holiday.tomorrow', 'holiday.yesterday'];
  expect(known.sort()).toEqual([...always, ...byWorkspace, 'weekend', 'workday'].sort());
});

test('the clock is the customer’s', () => {
  expect(['local-time', 'local-date', 'weekday', 'daypart'].map((name) => read(name, moment()))).toEqual([
    '12:00',
    '2026-11-12',
    'thu',
    'midday',
  ]);
  const auckland = moment(know('device.zone', 'Pacific/Auckland'));
  expect(['local-time', 'local-date', 'weekday', 'daypart'].map((name) => read(name, auckland))).toEqual([
    '00:00',
    '2026-11-13',
    'fri',
    'night',
  ]);
});

test('parts of the day begin on the hour', () => {
  const daypart = (hour: number, minute: number) =>
    read('daypart', moment(undefined, { at: Date.UTC(2026, 10, 12, hour - 1, minute) }));
  const parts = [0, 6, 11, 14, 18, 22].map((hour) => [daypart(hour, 0), daypart(hour, -1)]);
  expect(parts.map(([from]) => from)).toEqual(['night', 'morning', 'midday', 'afternoon', 'evening', 'night']);
  expect(parts.map(([, before]) => before)).toEqual(['night', 'night', 'morning', 'midday', 'afternoon', 'evening']);
});

test('it is daylight from sunrise to sunset where the customer is, else at the place, else unknown', () => {
  const { sunrise, sunset } = getTimes(new Date(NOON), 52.52, 13.4);
  const light = (at: number) => read('daylight', { ...moment(fix(52.52, 13.4)), at });
  const { state } = moment(fix(52.52, 13.4));
  for (const value of Object.values(state.values)) Object.assign(value, { until: Number.POSITIVE_INFINITY });
  const lasting = (at: number) => read('daylight', { ...moment(), state, at });
  expect(light(NOON)).toBe(true);
  expect([sunrise!, sunset!].map((edge) => [lasting(+edge - 120_000), lasting(+edge + 120_000)])).toEqual([
    [false, true],
    [true, false],
  ]);
  expect(read('daylight', moment(undefined, { place: store }))).toBe(true);
  expect(read('daylight', moment())).toBeUndefined();
});

test('weather is that of the position, else of the place; what is not told is unknown', () => {
  expect(read('weather.condition', moment(fix(52.52, 13.4)))).toBe('rain');
  expect(read('weather.temperatureCelsius', moment(fix(52.52, 13.4)))).toBe(7);
  expect(read('weather.windMetresPerSecond', moment(fix(52.52, 13.4)))).toBeUndefined();
  expect(read('weather.condition', moment(fix(40, 13.4)))).toBeUndefined();
  expect(read('weather.condition', moment(undefined, { place: store }))).toBe('rain');
  expect(read('weather.condition', moment(fix(52.52, 13.4, 301)))).toBeUndefined();
});

test('the place of the moment is told', () => {
  const about = moment(undefined, { place: store });
  expect(read('place.id', about)).toBe('store');
  expect(read('place.tags', about)).toEqual(['store', 'cafe']);
  expect(read('place.parent', about)).toBe('mall');
  expect(read('place.attributes.parking', about)).toBe(12);
  expect(read('place.attributes.address.city', about)).toBe('Berlin');
  expect(read('place.attributes.constructor', about)).toBeUndefined();
});

test('a place is open by its hours and its own clock, also past midnight', () => {
  const open = (at: number) => read('place.open', moment(know('device.zone', 'Asia/Tokyo'), { place: store, at }));
  const berlin = (day: number, hour: number, minute: number) => Date.UTC(2026, 10, day, hour - 1, minute);
  expect(open(berlin(12, 8, 59))).toBe(false);
  expect(open(berlin(12, 9, 0))).toBe(true);
  expect(open(berlin(12, 12, 30))).toBe(false);
  expect(open(berlin(13, 9, 0))).toBe(false);
  expect(open(berlin(13, 20, 0))).toBe(true);
  expect(open(berlin(14, 1, 59))).toBe(true);
  expect(open(berlin(14, 2, 0))).toBe(false);
  const { hours: _, ...without } = store;
  expect(read('place.open', moment(undefined, { place: without }))).toBeUndefined();
});

test('a place that closes at 24:00 is open until then', () => {
  const bar = { ...store, hours: { thu: [['18:00', '24:00']] } } as const;
  const open = (at: number) => read('place.open', moment(undefined, { place: bar, at }));
  expect(open(Date.UTC(2026, 10, 12, 22, 59))).toBe(true);
  expect(open(Date.UTC(2026, 10, 12, 23, 0))).toBe(false);
});

test('the distance to a place is that to its edge, 0 inside, unknown without a fresh position', () => {
  const metres = (lat: number, secondsAgo = 0) =>
    read('place.distanceMetres', moment(fix(lat, 13.4, secondsAgo), { place: store }));
  expect(metres(52.52)).toBe(0);
  expect(metres(52.5209)).toBeCloseTo(0.075, 2);
  expect(metres(52.53)).toBeCloseTo(1_011.95, 1);
  expect(metres(52.53, 301)).toBeUndefined();
});

test('how long the customer is in the place, or was', () => {
  const inside = (state: CustomerState) => {
    state.inside.store = { since: NOON - 90_000 };
  };
  expect(read('place.insideSeconds', moment(inside, { place: store }))).toBe(90);
  const left = { type: 'exit', place: store, insideMs: 61_000 } as const;
  expect(read('place.insideSeconds', moment(undefined, { place: store, stimulus: left }))).toBe(61);
});

test('how the entering was noticed, also where the customer has left by the same fix', () => {
  const inside = (more: object) => (state: CustomerState) => {
    state.inside.store = { since: NOON - 90_000, ...more };
  };
  const by = (more: object) => read('place.enteredBy', moment(inside(more), { place: store }));
  expect([by({}), by({ passing: true })]).toEqual(['fix', 'passing']);
  const of = (stimulus: Stimulus) => read('place.enteredBy', moment(undefined, { place: store, stimulus }));
  expect(of({ type: 'enter', place: store, passing: true })).toBe('passing');
  expect(of({ type: 'exit', place: store, insideMs: 28_000, passing: true })).toBe('passing');
  expect(of({ type: 'exit', place: store, insideMs: 28_000 })).toBe('fix');
  // What is asked again later goes by what was kept of the stimulus.
  expect(of(restoreStimulus({ stimulus: 'exit', passing: true }, store))).toBe('passing');
  expect(read('place.enteredBy', moment(undefined, { place: store })), 'they are not there').toBeUndefined();
});

test('how long ago a fix last found the customer in the place', () => {
  const inside = (more: object, positionAt: number) => (state: CustomerState) => {
    state.inside.store = { since: NOON - 90_000, ...more };
    state.positionAt = positionAt;
  };
  const seconds = (more: object, positionAt: number) =>
    read('place.lastSeenSeconds', moment(inside(more, positionAt), { place: store }));
  expect(seconds({}, NOON - 20_000), 'the last fix did').toBe(20);
  expect(seconds({ seenAt: NOON - 40_000 }, NOON - 20_000), 'the last fix could not tell').toBe(40);
  expect(seconds({}, 0), 'no other fix is known').toBe(90);
  const left = { type: 'exit', place: store, insideMs: 61_000, seenAt: NOON - 15_000 } as const;
  expect(read('place.lastSeenSeconds', moment(undefined, { place: store, stimulus: left }))).toBe(15);
  expect(read('place.lastSeenSeconds', moment(undefined, { place: store })), 'they are not there').toBeUndefined();
});

test('an event and its properties are there only while it is handled', () => {
  const value = { name: 'order', properties: { total: 42, lines: [{ sku: 'a' }], gift: null, who: { city: 'Graz' } } };
  const signal = { id: 's', kind: 'event', customer: 'c', at: NOON, value };
  const handled = moment(undefined, { signal });
  expect(
    ['event.name', 'event.total', 'event.who.city', 'event.gift', 'event.__proto__'].map((n) => read(n, handled)),
  ).toEqual(['order', 42, 'Graz', undefined, undefined]);
  expect(read('signal.kind', handled)).toBe('event');
  const named = moment(undefined, {
    signal: {
      id: 's',
      kind: 'event',
      customer: 'c',
      at: NOON,
      value: { name: 'Product Viewed', properties: { name: 'Monopoly', properties: { name: 'x', size: 2 } } },
    },
  });
  expect(read('event.name', named)).toBe('Product Viewed');
  expect(read('event.properties.name', named)).toBe('Monopoly');
  expect(read('event.properties.size', named), 'of a property called properties').toBe(2);
  expect(read('event.properties.name', moment())).toBeUndefined();
  expect(read('event.name', moment())).toBeUndefined();
});

test('a trait is known by its name or as a part of one, unknown when absent or forgotten', () => {
  const who = moment((state) => {
    know('customer.plan', 'gold')(state);
    know('customer.address', { city: 'Graz' })(state);
    know('customer.a.b', 1)(state);
    know('customer.gone', null)(state);
    state.identified = true;
  });
  expect(['plan', 'address.city', 'a.b', 'gone', 'other', 'plan.x'].map((n) => read(`customer.${n}`, who))).toEqual([
    'gold',
    'Graz',
    1,
    undefined,
    undefined,
    undefined,
  ]);
  expect([read('identified', who), read('identified', moment())]).toEqual([true, false]);
});

test('the places a customer is in, and their tags, are known while the position is', () => {
  const places = buildPlacesIndex([store]);
  const inside = (secondsAgo: number) =>
    moment(
      (state) => {
        fix(52.52, 13.4, secondsAgo)(state);
        state.inside.store = { since: NOON - 5_000 };
        state.inside.gone = { since: NOON - 5_000 };
      },
      { places },
    );
  expect(read('inside.places', inside(0))).toEqual(['store', 'gone']);
  expect(read('inside.tags', inside(0))).toEqual(['store', 'cafe']);
  expect(read('inside.places', inside(301))).toBeUndefined();
  expect(read('inside.tags', inside(301))).toBeUndefined();
  expect(read('inside.places', moment(fix(1, 1)))).toEqual([]);
  expect(read('inside.tags', moment(fix(1, 1)))).toBeUndefined();
});

test('ages are told also when the value no longer counts, but not those of a cart that is gone', () => {
  expect(read('location.ageSeconds', moment(fix(1, 1, 400)))).toBe(400);
  expect(read('cart.idleSeconds', moment(know('cart.id', 'k', NOON - 600_000)))).toBe(600);
  const over = (state: CustomerState) => {
    state.values['cart.id'] = { v: 'k', at: NOON - 10_000, until: NOON - 1, source: 'cart' };
  };
  expect(read('cart.idleSeconds', moment(over))).toBeUndefined();
});

test('what happened to messages is told with its time', () => {
  const history = moment((state) => {
    state.reservations = [{ id: 'd', at: NOON - 9_000, trigger: 't', channel: 'email', purpose: 'offers' }];
    know('message.lastOpened', 'd', NOON - 5_000)(state);
  });
  expect(read('message.lastSentAt', history)).toBe(NOON - 9_000);
  expect(read('message.lastTrigger', history)).toBe('t');
  expect(read('message.lastOpenedAt', history)).toBe(NOON - 5_000);
  expect(read('message.lastClickedAt', history)).toBeUndefined();
});

describe('forecast', () => {
  const MINUTE = 60_000;
  const steps = [
    { from: NOON - 15 * MINUTE, until: NOON, weather: { condition: 'cloudy' } },
    { from: NOON, until: NOON + 20 * MINUTE, weather: { condition: 'cloudy', temperatureCelsius: 9 } },
    { from: NOON + 20 * MINUTE, until: NOON + 60 * MINUTE, weather: { condition: 'rain', temperatureCelsius: 7 } },
  ];
  const ahead = (present: Weather | undefined, forecast: typeof steps | undefined) =>
    moment(fix(52, 13), { world: { ...world, weatherAt: () => present, forecastAt: () => forecast } });

  test('tells when something begins, and how far it sees', () => {
    const cloudy = ahead({ condition: 'cloudy' }, steps);
    expect(read('forecast.rain', cloudy)).toEqual({
      now: false,
      startsAt: NOON + 20 * MINUTE,
      knownUntil: NOON + 20 * MINUTE,
    });
    expect(read('forecast.snow', cloudy)).toEqual({ now: false, knownUntil: NOON + 60 * MINUTE });
    expect(read('forecast.dry', cloudy)).toEqual({ now: true, knownUntil: NOON + 60 * MINUTE });
    expect(read('forecast.in.30m.condition', cloudy)).toBe('rain');
    expect(read('forecast.in.30m.temperatureCelsius', cloudy)).toBe(7);
  });

  test('of rain that falls already nothing begins', () => {
    const raining = ahead(
      { condition: 'rain' },
      [steps[2]!].map((step) => ({ ...step, from: NOON })),
    );
    expect(read('forecast.rain', raining)).toEqual({ now: true, knownUntil: NOON + 60 * MINUTE });
  });

  test('what was foreseen to be dry and is wet begins at once; what nobody saw is not known to begin', () => {
    expect(read('forecast.rain', ahead({ condition: 'clear' }, [{ ...steps[2]!, from: NOON }]))).toMatchObject({
      startsAt: NOON,
    });
    expect(read('forecast.rain', ahead(undefined, [{ ...steps[2]!, from: NOON }]))).toEqual({
      now: true,
      knownUntil: NOON + 60 * MINUTE,
    });
  });

  test('a gap, a step that says nothing and the end of the forecast are as far as it sees', () => {
    const gap = ahead({ condition: 'clear' }, [steps[1]!, { ...steps[2]!, from: NOON + 21 * MINUTE }]);
    expect(read('forecast.rain', gap)).toEqual({ now: false, knownUntil: NOON + 20 * MINUTE });
    const silent = ahead({ condition: 'clear' }, [
      steps[1]!,
      { ...steps[2]!, weather: { temperatureCelsius: 7 } as never },
    ]);
    expect(read('forecast.rain', silent)).toEqual({ now: false, knownUntil: NOON + 20 * MINUTE });
    expect(read('forecast.in.2h.condition', gap)).toBeUndefined();
    for (const field of ['forecast.rain', 'forecast.in.30m.condition']) {
      expect(read(field, ahead({ condition: 'clear' }, undefined))).toBeUndefined();
    }
    expect(read('forecast.rain', ahead({ condition: 'clear' }, []))).toBeUndefined();
    for (const name of ['soon.condition', '30m', '30m.colour', '.condition']) {
      expect(read(`forecast.in.${name}`, gap)).toBeUndefined();
    }
  });
});

describe('stock', () => {
  const place = (id: string, lon: number) =>
    ({
      ...store,
      id,
      name: id,
      centre: { lat: 52.52, lon },
      shape: { type: 'circle', centre: { lat: 52.52, lon }, radiusMetres: 20 },
    }) as Place;
  const places = buildPlacesIndex([place('near', 13.4), place('next', 13.41), place('far', 13.42)]);
  const at = (stock: Readonly<Record<string, number>>, items: unknown = [{ sku: 'boots' }, { sku: 'hat' }]) =>
    moment(
      (state) => {
        fix(52.52, 13.4)(state);
        if (items) know('cart.items', items)(state);
      },
      { places, place: places.places.get('near')!, world: { ...world, stockAt: (id, sku) => stock[`${id} ${sku}`] } },
    );
  const none = Object.fromEntries(
    ['near', 'next', 'far'].flatMap((id) => [
      [`${id} boots`, 0],
      [`${id} hat`, 0],
    ]),
  );

  test('the nearest place that has something of the cart is told by its distance', () => {
    expect(read('cart.inStockMetres.store', at({ ...none, 'next hat': 2 }))).toBeCloseTo(656.6, 0);
    expect(read('cart.inStockMetres.store', at({ 'near boots': 1 }))).toBe(0);
    expect(read('cart.inStockMetres.store', at(none))).toBe(Number.POSITIVE_INFINITY);
    expect(read('cart.inStockMetres.store', at({ ...none, 'near hat': undefined as never }))).toBeUndefined();
    expect(read('cart.inStockMetres.store', at({ 'near boots': 1 }, null))).toBeUndefined();
    expect(read('cart.inStockMetres.store', at({ 'near boots': 1 }, []))).toBe(Number.POSITIVE_INFINITY);
    expect(read('cart.inStockMetres.kiosk', at({ 'near boots': 1 }))).toBe(Number.POSITIVE_INFINITY);
  });

  test('the place of the moment tells what it has', () => {
    expect(read('place.stock.boots', at({ 'near boots': 3 }))).toBe(3);
    expect(read('place.stock.boots', at({}))).toBeUndefined();
  });

  test('what arrived is told while it is handled, and whether it is in the cart', () => {
    const change = { what: 'stock', place: 'near', sku: 'boots', quantity: 4 } as const;
    const arrived: Moment = { ...at({}), stimulus: { type: 'world', change } };
    expect(['sku', 'quantity', 'inCart'].map((part) => read(`stock.${part}`, arrived))).toEqual(['boots', 4, true]);
    expect(read('stock.sku', at({}))).toBeUndefined();
    const rain = { what: 'weather', before: {}, after: {} } as const;
    expect(read('stock.inCart', { ...arrived, stimulus: { type: 'world', change: rain } })).toBeUndefined();
  });
});
