import { describe, expect, test } from 'vitest';
import {
  BERLIN,
  momentWith,
  placeAt,
  signalOf,
  THURSDAY_EVENING as T,
  workspaceWith,
} from '../../test/support/moments.ts';
import type { Moment, WorkspaceView, World } from '../contract.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';

const vocabulary = await loadVocabulary();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const minutes = (at: number) => Math.floor(at / MINUTE);

const read = (name: string, moment: Moment) => vocabulary.resolve(name)!.read(moment);
const readAll = (names: readonly string[], moment: Moment) =>
  Object.fromEntries(names.map((name) => [name, read(name, moment)]));

const store = placeAt('mitte', 52.5, 13.4, {
  name: 'Mitte',
  tags: ['store', 'city'],
  attributes: { parking: true, level: { of: 2 } },
  parent: 'mall',
  hours: { thu: [['09:00', '20:00']] },
});
/** 222 m from its centre, so 122 from its edge. */
const other = placeAt('ost', 52.502, 13.4, { name: 'Ost', tags: ['store'] });
const places = buildPlacesIndex([store, other]);

const sky = { condition: 'cloudy', temperatureCelsius: 4, feelsLikeCelsius: 1, windMetresPerSecond: 5 } as const;
const more = {
  gustMetresPerSecond: 9,
  rainMillimetresPerHour: 0,
  cloudCoverPercent: 80,
  humidityPercent: 70,
  uvIndex: 2,
};
const step = (hours: number, condition: 'cloudy' | 'rain') => ({
  from: T + hours * HOUR,
  until: T + (hours + 1) * HOUR,
  weather: { condition, temperatureCelsius: 3 - hours, rainMillimetresPerHour: condition === 'rain' ? 2 : 0 },
});
const world: World = {
  ...BERLIN,
  weatherAt: () => ({ ...sky, ...more }),
  forecastAt: () => [step(0, 'cloudy'), step(1, 'rain')],
  stockAt: (place, sku) => (sku === 'boots' ? (place === 'ost' ? 3 : 0) : undefined),
};
const workspaceView: WorkspaceView = {
  workspace: workspaceWith({
    caps: [{ most: 5, withinMs: DAY }],
    hours: { thu: [['08:00', '18:00']] },
    channels: ['email', 'in-app', 'sms'],
  }),
  segments: new Map([['regulars', { name: 'regulars', holds: () => true } as never]]),
  addressOf: (_, channel) => (channel === 'sms' ? undefined : 'c1'),
};

/** A customer of whom everything is known that a field can ask about. */
function known(): CustomerState {
  const state = emptyState('c1');
  const say = (values: Readonly<Record<string, unknown>>, at: number) => {
    for (const [field, v] of Object.entries(values)) state.values[field] = { v, at, source: 'test' };
  };
  const items = [
    { sku: 'boots', category: 'shoes', brand: 'A' },
    { sku: 'laces', category: 'shoes', brand: 'B' },
  ];
  say({ 'location.lat': 52.5, 'location.lon': 13.4 }, T - 30_000);
  say({ 'cart.id': 'k', 'cart.items': items }, T - 90_000);
  say({ 'customer.preferredChannel': ['in-app', 'email'], 'customer.address': { city: 'Berlin' } }, T - DAY);
  for (const [i, did] of ['Delivered', 'Opened', 'Clicked', 'Replied'].entries())
    say({ [`message.last${did}`]: 'd1' }, T - HOUR + i);
  state.identified = true;
  state.leading = 'phone';
  state.positionAt = T - 30_000;
  state.inside.mitte = { since: T - 600_000, seenAt: T - 45_000 };
  state.visits = {
    mitte: {
      count: 4,
      first: 1,
      begun: [T - 40 * DAY, T - 20 * DAY, T - 3 * DAY, T - 600_000].map(minutes),
      leftAt: T - 2 * DAY,
    },
  };
  state.suppressed = { 'email:c1': { reason: 'bounced', at: T } };
  state.reservations = [T - 2 * HOUR, T - HOUR].map((at, i) => ({
    id: `d${i}`,
    at,
    trigger: `t${i}`,
    channel: 'email',
    purpose: i === 0 ? 'offers' : 'service',
  }));
  return state;
}

const rich = (about: Partial<Moment> = {}) =>
  momentWith(known(), { world, workspaceView, places, place: store, ...about });

const EXPECTED: Readonly<Record<string, unknown>> = {
  'business.open': false,
  'cart.brands': ['A', 'B'],
  'cart.categories': ['shoes'],
  'cart.idleSeconds': 90,
  'cart.skus': ['boots', 'laces'],
  'channel.preferred': 'in-app',
  'channel.reachable': ['in-app'],
  'customer.address.city': 'Berlin',
  'day-of-month': 12,
  'days-left-in-month': 18,
  'device.id': 'phone',
  'forecast.dry': { now: true, knownUntil: T + 2 * HOUR },
  'forecast.in.1h.condition': 'rain',
  'forecast.in.90m.temperatureCelsius': 2,
  'forecast.in.2h.condition': undefined,
  'forecast.rain': { now: false, startsAt: T + HOUR, knownUntil: T + HOUR },
  'forecast.snow': { now: false, knownUntil: T + 2 * HOUR },
  'forecast.thunder': { now: false, knownUntil: T + 2 * HOUR },
  'holiday.name': undefined,
  'holiday.tomorrow': false,
  'holiday.yesterday': false,
  'inside.places': ['mitte'],
  'inside.tags': ['store', 'city'],
  'local-date': '2026-11-12',
  'local-time': '19:00',
  'location.ageSeconds': 30,
  'message.lastClickedAt': T - HOUR + 2,
  'message.lastDeliveredAt': T - HOUR,
  'message.lastOpenedAt': T - HOUR + 1,
  'message.lastRepliedAt': T - HOUR + 3,
  'message.lastSentAt': T - HOUR,
  'message.lastTrigger': 't1',
  'message.pressureLeft': 3,
  'message.pressureLeft.nothing': undefined,
  'nearest.attributes.store.parking': true,
  'nearest.id.store': 'mitte',
  'nearest.metres.store': 0,
  'nearest.name.store': 'Mitte',
  'nearest.open.store': true,
  'nearest.id.nothing': undefined,
  'place.attributes.level.of': 2,
  'place.distanceMetres': 0,
  'place.enteredBy': 'fix',
  'place.id': 'mitte',
  'place.insideSeconds': 600,
  'place.lastSeenSeconds': 45,
  'place.name': 'Mitte',
  'place.open': true,
  'place.parent': 'mall',
  'place.stock.boots': 0,
  'place.tags': ['store', 'city'],
  'place.zone': 'Europe/Berlin',
  'segment.regulars': true,
  'signal.kind': 'cart',
  'stock.sku': undefined,
  'visits.awaySeconds': (2 * DAY - 600_000) / 1_000,
  'visits.count': 4,
  'visits.daysSincePrevious': 3,
  'visits.isFirst': false,
  'visits.last.7d': 2,
  'visits.previousAt': T - 3 * DAY,
  'visits.thisMonth': 2,
  'weather.cloudCoverPercent': 80,
  'weather.condition': 'cloudy',
  'weather.feelsLikeCelsius': 1,
  'weather.gustMetresPerSecond': 9,
  'weather.humidityPercent': 70,
  'weather.rainMillimetresPerHour': 0,
  'weather.temperatureCelsius': 4,
  'weather.uvIndex': 2,
  'weather.windMetresPerSecond': 5,
  daylight: false,
  daypart: 'evening',
  holiday: false,
  identified: true,
  month: 11,
  weekday: 'thu',
  weekend: false,
  workday: true,
};

test('each field reads what it says of one moment', () => {
  expect(readAll(Object.keys(EXPECTED), rich())).toEqual(EXPECTED);
  expect(read('messages', rich())).toMatchObject({ messages: [{ id: 'd0' }, { id: 'd1' }] });
});

test('of a customer nobody knows, at no place, only the calendar and the signal are known', () => {
  const nobody = momentWith(emptyState('c1'));
  const said = readAll(Object.keys(EXPECTED), nobody);
  const know = Object.keys(said).filter((name) => said[name] !== undefined);
  expect(know).toEqual([
    ...['day-of-month', 'days-left-in-month', 'holiday.tomorrow', 'holiday.yesterday', 'local-date', 'local-time'],
    ...['signal.kind', 'daypart', 'holiday', 'identified', 'month', 'weekday', 'weekend', 'workday'],
  ]);
  expect(said.identified).toBe(false);
});

test('every field says what its values look like', () => {
  const shapes = vocabulary.names.map((name) => {
    const { field } = vocabulary.resolve(name.replace('*', 'x')) ?? {};
    const { type, unit, values } = field!;
    const closed = values === undefined ? '' : 'of' in values ? ` of the ${values.of}` : `: ${values.join(' ')}`;
    return `${name} ${type}${unit === undefined ? '' : ` in ${unit}`}${closed}`;
  });
  expect(shapes.join('\n')).toMatchInlineSnapshot(`
    "business.open boolean
    cart.brands list
    cart.categories list
    cart.currency string
    cart.id string
    cart.idleSeconds number in s
    cart.inStockMetres.* number in m
    cart.itemCount number
    cart.items list
    cart.skus list
    cart.stage string
    cart.value number
    channel.instagram.windowOpen boolean
    channel.instagram.windowUntil date
    channel.messenger.windowOpen boolean
    channel.messenger.windowUntil date
    channel.preferred string of the channels
    channel.reachable list of the channels
    channel.tiktok.windowOpen boolean
    channel.tiktok.windowUntil date
    channel.wechat.windowOpen boolean
    channel.wechat.windowUntil date
    channel.whatsapp.windowOpen boolean
    channel.whatsapp.windowUntil date
    customer.* any
    day-of-month number
    daylight boolean
    daypart string: night morning midday afternoon evening
    days-left-in-month number
    device.appState string: foreground background closed
    device.appVersion string
    device.battery number in %
    device.browser string
    device.carConnected boolean
    device.carrier string
    device.charging boolean
    device.connection string: wifi ethernet 5g 4g 3g slow offline
    device.dataSaver boolean
    device.form string: phone tablet desktop tv watch car speaker other
    device.headphones boolean
    device.id string
    device.locale string
    device.locationPermission string: always while-in-use denied undecided
    device.lowPower boolean
    device.metered boolean
    device.model string
    device.os string
    device.osVersion string
    device.pushPermission string: granted denied undecided
    device.roaming boolean
    device.screenReader boolean
    device.zone string
    event.* any
    event.name string
    event.properties.* any
    events events
    forecast.dry object
    forecast.in.* any
    forecast.rain object
    forecast.snow object
    forecast.thunder object
    holiday boolean
    holiday.name string
    holiday.tomorrow boolean
    holiday.yesterday boolean
    identified boolean
    inside.places list of the places
    inside.tags list of the tags
    local-date date
    local-time time
    location.accuracyMetres number in m
    location.ageSeconds number in s
    location.altitudeMetres number in m
    location.headingDegrees number in °
    location.lat number in °
    location.lon number in °
    location.mocked boolean
    location.source string: gps fused wifi beacon network cell ip manual
    location.speedMetresPerSecond number in m/s
    message.lastChoice string
    message.lastClicked string
    message.lastClickedAt date
    message.lastDelivered string
    message.lastDeliveredAt date
    message.lastOpened string
    message.lastOpenedAt date
    message.lastReplied string
    message.lastRepliedAt date
    message.lastReplyText string
    message.lastSentAt date
    message.lastTrigger string
    message.pressureLeft number
    message.pressureLeft.* number
    messages messages
    month number
    nearest.attributes.* any
    nearest.id.* string of the places
    nearest.metres.* number in m
    nearest.name.* string
    nearest.open.* boolean
    place.attributes.* any
    place.beacon string
    place.distanceMetres number in m
    place.enteredBy string: fix passing beacon
    place.id string of the places
    place.insideSeconds number in s
    place.lastSeenSeconds number in s
    place.name string
    place.open boolean
    place.parent string of the places
    place.stock.* number
    place.tags list of the tags
    place.zone string
    segment.* boolean
    signal.kind string of the kinds
    stock.inCart boolean
    stock.quantity number
    stock.sku string
    visits.awaySeconds number in s
    visits.count number
    visits.daysSincePrevious number in d
    visits.isFirst boolean
    visits.last.* number
    visits.previousAt date
    visits.thisMonth number
    weather.cloudCoverPercent number in %
    weather.condition string: clear cloudy wind fog drizzle rain sleet snow hail thunder
    weather.feelsLikeCelsius number in °C
    weather.gustMetresPerSecond number in m/s
    weather.humidityPercent number in %
    weather.rainMillimetresPerHour number in mm/h
    weather.temperatureCelsius number in °C
    weather.uvIndex number
    weather.windMetresPerSecond number in m/s
    weekday string: mon tue wed thu fri sat sun
    weekend boolean
    workday boolean"
  `);
});

describe('what is left of a field when part of what it needs is missing', () => {
  const without = (...fields: readonly string[]) => {
    const state = known();
    for (const field of fields) delete state.values[field];
    return rich({ ...momentWith(state, { world, workspaceView, places, place: store }) });
  };

  test('an item that does not say its own leaves brands and categories unknown, not its sku', () => {
    const state = known();
    state.values['cart.items'] = { v: [{ sku: 'boots', brand: 'A' }, { sku: 'laces' }], at: T, source: 'test' };
    const names = ['cart.brands', 'cart.categories', 'cart.skus'];
    expect(readAll(names, rich({ state }))).toEqual({ 'cart.skus': ['boots', 'laces'] });
  });

  test('without a position it is the weather of the place, and the distances are unknown', () => {
    const moment = without('location.lat');
    expect(read('weather.condition', moment)).toBe('cloudy');
    expect(read('forecast.rain', moment)).toMatchObject({ startsAt: T + HOUR });
    for (const name of [
      'place.distanceMetres',
      'nearest.id.store',
      'inside.places',
      'inside.tags',
      'location.ageSeconds',
    ])
      expect(read(name, moment), name).toBeUndefined();
    for (const name of ['weather.condition', 'forecast.rain', 'forecast.in.1h.condition', 'daylight'])
      expect(read(name, { ...moment, place: undefined }), name).toBeUndefined();
  });

  test('the item of a cart is looked for where it is known to be; where none knows, nobody does', () => {
    const only = (sku: string, stockAt: World['stockAt'] = world.stockAt) => {
      const state = known();
      state.values['cart.items'] = { v: [{ sku }], at: T, source: 'test' };
      return read('cart.inStockMetres.store', rich({ state, world: { ...world, stockAt } }));
    };
    expect(only('boots')).toBeCloseTo(122, 0);
    expect(only('laces')).toBeUndefined();
    expect(only('laces', () => 0)).toBe(Number.POSITIVE_INFINITY);
    expect(only('laces', (place) => (place === 'mitte' ? 0 : undefined))).toBeUndefined();
  });
});

describe('of a place', () => {
  test('that is left, a field tells how the stay was', () => {
    const stimulus = { type: 'exit', place: store, insideMs: 90_000, seenAt: T - 5_000, passing: true } as const;
    const state = known();
    delete state.inside.mitte;
    const names = ['place.insideSeconds', 'place.lastSeenSeconds', 'place.enteredBy', 'visits.isFirst'];
    expect(readAll(names, rich({ state, stimulus }))).toEqual({
      'place.insideSeconds': 90,
      'place.lastSeenSeconds': 5,
      'place.enteredBy': 'passing',
      'visits.isFirst': false,
    });
  });

  test('that they are not in, neither how long nor how it was entered is known, and the last visit is the previous', () => {
    const state = known();
    delete state.inside.mitte;
    const names = ['place.insideSeconds', 'place.enteredBy', 'visits.awaySeconds', 'visits.previousAt'];
    const moment = rich({ state });
    expect(readAll(names, moment)).toEqual({ 'visits.previousAt': minutes(T - 600_000) * MINUTE });
    expect(read('visits.isFirst', moment)).toBe(false);
    expect(read('visits.count', rich({ state, place: other })), 'nobody counts there').toBeUndefined();
  });

  test('the first visit is the one that goes on, and is counted as one', () => {
    const state = known();
    state.visits = { mitte: { count: 1, first: 1, begun: [minutes(T - 600_000)] } };
    expect(read('visits.isFirst', rich({ state }))).toBe(true);
    expect(read('visits.previousAt', rich({ state }))).toBeUndefined();
    delete state.inside.mitte;
    expect(read('visits.isFirst', rich({ state })), 'who is not there is on no visit').toBe(false);
  });
});

test('of an arrival in stock, fields tell what arrived and whether it is in the cart', () => {
  const arrival = (sku: string) =>
    rich({ stimulus: { type: 'world', change: { what: 'stock', place: 'mitte', sku, quantity: 7 } } });
  const names = ['stock.sku', 'stock.quantity', 'stock.inCart'];
  expect(readAll(names, arrival('boots'))).toEqual({ 'stock.sku': 'boots', 'stock.quantity': 7, 'stock.inCart': true });
  expect(read('stock.inCart', arrival('hat'))).toBe(false);
  expect(readAll(names, rich({ stimulus: { type: 'world', change: { what: 'opened', places: ['mitte'] } } }))).toEqual(
    {},
  );
});

test('an event tells its name and its properties, also one of a name that fields have', () => {
  const event = rich({
    signal: signalOf('event', { name: 'Order', properties: { name: 'x', total: 5, product: { brand: 'A' } } }),
  });
  const names = ['event.name', 'event.total', 'event.product.brand', 'event.properties.name', 'event.nothing'];
  expect(readAll(names, event)).toEqual({
    'event.name': 'Order',
    'event.total': 5,
    'event.product.brand': 'A',
    'event.properties.name': 'x',
  });
  expect(readAll(names, rich())).toEqual({});
});

test('hours of a holiday stand for those of its weekday, and what began the evening before goes by that day', () => {
  const open = (at: number) => {
    const hours = { fri: [['09:00', '18:00']], thu: [['20:00', '02:00']], holiday: [['11:00', '12:00']] } as const;
    const workspace = workspaceWith({ country: 'DE', hours });
    return read('business.open', rich({ at, workspaceView: { ...workspaceView, workspace } }));
  };
  const christmas = Date.UTC(2026, 11, 25); // a Friday
  expect(open(christmas + 10.5 * HOUR)).toBe(true);
  expect(open(christmas + 9 * HOUR)).toBe(false);
  expect(open(christmas), 'one in the morning, since Thursday evening').toBe(true);
  expect(open(christmas - 7 * DAY + 9 * HOUR), 'a Friday like others').toBe(true);
});
