import type { Button, ButtonKind, Card, Content, ListItem, Location, Picture } from './contract.ts';

const MOST = 30;
const KINDS: readonly ButtonKind[] = ['link', 'reply', 'call', 'place'];

/** Reads the content of a message, as a template wrote it. What is no part of a content, or empty, is left out. */
export function readContent(written: string | undefined): Content {
  const said = mapOf(parse(written));
  const list = mapOf(said.list);
  const items = listOf(list.items).flatMap(itemOf);
  return {
    pictures: listOf(said.pictures).flatMap(pictureOf),
    buttons: listOf(said.buttons).flatMap(buttonOf),
    list: items.length > 0 ? { label: textOf(list.label) ?? '…', items } : undefined,
    gallery: listOf(said.gallery).flatMap(cardOf),
    replies: listOf(said.replies).flatMap((reply) => textOf(reply) ?? []),
    location: locationOf(said.location),
  };
}

/** The URL of a map that shows a place, in any browser. */
export function mapUrlOf({ lat, lon }: Pick<Location, 'lat' | 'lon'>): string {
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}

function buttonOf(said: unknown): readonly Button[] {
  const map = mapOf(said);
  const label = textOf(map.label);
  const kind = KINDS.find((one) => map[one] !== undefined);
  if (label === undefined || kind === undefined) return [];
  const place = kind === 'place' ? locationOf(map.place) : undefined;
  const value = kind === 'place' ? place && mapUrlOf(place) : textOf(map[kind]);
  return value === undefined ? [] : [{ label, kind, value }];
}

function itemOf(said: unknown): readonly ListItem[] {
  const { title, text, reply } = mapOf(said);
  const name = textOf(title);
  const more = textOf(text);
  return name === undefined
    ? []
    : [{ title: name, reply: textOf(reply) ?? name, ...(more !== undefined && { text: more }) }];
}

function pictureOf(said: unknown): readonly Picture[] {
  const { url, text } = typeof said === 'string' ? { url: said, text: undefined } : mapOf(said);
  const more = textOf(text);
  return isUrl(url) ? [{ url, ...(more !== undefined && { text: more }) }] : [];
}

function cardOf(said: unknown): readonly Card[] {
  const { title, text, picture, buttons } = mapOf(said);
  const name = textOf(title);
  const more = textOf(text);
  if (name === undefined) return [];
  return [
    {
      ...{ title: name, buttons: listOf(buttons).flatMap(buttonOf) },
      ...(more !== undefined && { text: more }),
      ...(isUrl(picture) && { picture }),
    },
  ];
}

function locationOf(said: unknown): Location | undefined {
  const { lat, lon, name, address } = mapOf(said);
  const [north, east] = [toNumber(lat), toNumber(lon)];
  if (north === undefined || east === undefined || Math.abs(north) > 90 || Math.abs(east) > 180) return undefined;
  const [called, at] = [textOf(name), textOf(address)];
  return {
    lat: north,
    lon: east,
    ...(called !== undefined && { name: called }),
    ...(at !== undefined && { address: at }),
  };
}

/** A template gives numbers as texts. */
function toNumber(said: unknown): number | undefined {
  const number = typeof said === 'string' && said.trim() !== '' ? Number(said) : said;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function isUrl(said: unknown): said is string {
  return typeof said === 'string' && /^https?:\/\/\S+$/.test(said);
}

function textOf(said: unknown): string | undefined {
  const text = typeof said === 'number' ? String(said) : said;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function listOf(said: unknown): readonly unknown[] {
  return Array.isArray(said) ? said.slice(0, MOST) : [];
}

function mapOf(said: unknown): Readonly<Record<string, unknown>> {
  return typeof said === 'object' && said !== null ? (said as Readonly<Record<string, unknown>>) : {};
}

function parse(written: string | undefined): unknown {
  try {
    return written ? (JSON.parse(written) as unknown) : undefined;
  } catch {
    return undefined; // the slot is JSON, so a template cannot give this; somebody else's job might
  }
}
