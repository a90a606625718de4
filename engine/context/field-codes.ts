/**
 * Fields that stored states name by a number, as they are in nearly every one of them: a field's place in this list, from 1 on, with a minus
 * before it. Stored states count on it: what comes new is added at the end, and nothing is taken out. Any other field is stored by its name.
 */
export const CODED_FIELDS: readonly string[] = [
  ...['cart.id', 'cart.items', 'cart.itemCount', 'cart.value', 'cart.currency', 'cart.stage'],
  ...['device.form', 'device.model', 'device.os', 'device.osVersion', 'device.appVersion', 'device.connection'],
  ...['device.battery', 'device.charging', 'device.lowPower', 'device.metered', 'device.roaming', 'device.headphones'],
  ...['device.carConnected', 'device.browser', 'device.carrier', 'device.dataSaver', 'device.screenReader'],
  ...['device.pushPermission', 'device.locationPermission', 'device.appState', 'device.locale', 'device.zone'],
  ...['location.lat', 'location.lon', 'location.accuracyMetres', 'location.speedMetresPerSecond'],
  ...['location.headingDegrees', 'location.altitudeMetres', 'location.source', 'location.mocked'],
  ...['message.lastDelivered', 'message.lastOpened', 'message.lastClicked', 'message.lastReplied'],
  ...['message.lastReplyText', 'customer.firstName', 'customer.lastName', 'customer.email', 'customer.phone'],
  ...['customer.locale', 'customer.zone', 'customer.segment', 'customer.tier', 'customer.birthday', 'customer.city'],
];

/** How each of these fields is written. */
export const FIELD_CODES: ReadonlyMap<string, string> = new Map(
  CODED_FIELDS.map((field, i) => [field, String(-1 - i)]),
);
