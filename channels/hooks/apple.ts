import { gunzipSync } from 'node:zlib';
import type { HookEvent, Hooks } from './contract.ts';
import { listOf, mapOf, readJsonBody, readJwt, textOf } from './verify.ts';

/** The longest body that is unpacked. */
const MOST_BYTES = 1_000_000;

/**
 * What Apple's gateway posts: https://register.apple.com/resources/messages/msp-rest-api/receive-messages. Its token is
 * signed with the secret of the service provider and is for that one alone.
 */
export const APPLE_HOOKS: Hooks = {
  headers: ['authorization', 'id', 'source-id'],
  read({ headers, body }, settings) {
    const { platform, secret } = mapOf(settings);
    const claims = readJwt(headers.authorization ?? '', Buffer.from(textOf(secret) ?? '', 'base64'));
    if (!claims || claims.aud !== platform) return { untrusted: 'the token is not right' };
    const told = mapOf(readJsonBody(unpack(body)));
    const event = eventOf(told, headers);
    return { events: event ? [event] : [] };
  },
};

function eventOf(
  told: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): HookEvent | undefined {
  const id = textOf(told.id) ?? textOf(headers.id);
  const address = textOf(told.sourceId) ?? textOf(headers['source-id']);
  if (id === undefined || address === undefined) return undefined;
  if (told.type === 'close') return { id, state: 'opted-out', address };
  const text = told.type === 'interactive' ? choiceOf(mapOf(told.interactiveData)) : textOf(told.body);
  return text === undefined ? undefined : { id, state: 'replied', address, text };
}

/** What was chosen from a list or from quick replies. */
function choiceOf({ data }: Readonly<Record<string, unknown>>): string | undefined {
  const { replyMessage, 'quick-reply': quick, listPicker } = mapOf(data);
  const { items, selectedIndex } = mapOf(quick);
  const picked = typeof selectedIndex === 'number' ? mapOf(listOf(items)[selectedIndex]).title : undefined;
  const listed = listOf(mapOf(listPicker).sections).flatMap((section) => listOf(mapOf(section).items));
  return textOf(picked) ?? textOf(mapOf(listed[0]).title) ?? textOf(mapOf(replyMessage).title);
}

function unpack(body: Buffer): Buffer {
  const isPacked = body[0] === 0x1f && body[1] === 0x8b;
  try {
    return isPacked ? gunzipSync(body, { maxOutputLength: MOST_BYTES }) : body;
  } catch {
    return Buffer.alloc(0);
  }
}
