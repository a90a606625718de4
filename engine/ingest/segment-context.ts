import { deviceForm } from './device-form.ts';
import { type Fields, fieldsOf } from './fields.ts';

/** What a Segment context tells of the device, as the value of a `device` signal; undefined: nothing. */
export function deviceOf(context: Fields): Fields | undefined {
  const [device, os, app, network] = [context.device, context.os, context.app, context.network].map(fieldsOf);
  const known = {
    form: deviceForm(context),
    model: text(device?.model, 100),
    os: systemOf(text(os?.name, 40)),
    osVersion: text(os?.version, 40),
    appVersion: text(app?.version, 40),
    // A mobile network is not named by its generation: then it stays unknown.
    connection: network?.wifi === true ? 'wifi' : undefined,
    carrier: text(network?.carrier, 100),
    locale: text(context.locale, 35),
    zone: text(context.timezone, 64),
  };
  const id = deviceIdOf(context);
  const said = Object.entries(known).filter(([, value]) => value !== undefined);
  return said.length > 0 ? { ...Object.fromEntries(said), ...(id !== undefined && { deviceId: id }) } : undefined;
}

function deviceIdOf(context: Fields): string | undefined {
  return text(fieldsOf(context.device).id, 64);
}

/** The position in a Segment context, as the value of a `location` signal; undefined: none. */
export function positionOf(context: Fields): Fields | undefined {
  const { latitude, longitude } = fieldsOf(context.location);
  const [lat, lon] = [degrees(latitude), degrees(longitude)];
  if (lat === undefined || lon === undefined) return undefined;
  const deviceId = deviceIdOf(context);
  return { lat, lon, ...(deviceId !== undefined && { deviceId }) };
}

/** Segment's own types have them as text, its docs as numbers. */
function degrees(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function systemOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  return /^(?:iphone os|ios|ipados)$/i.test(name) ? 'ios' : name.toLowerCase();
}

function text(value: unknown, mostChars: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, mostChars) : undefined;
}
