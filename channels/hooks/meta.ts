import { WHATSAPP_VERDICTS } from '../chat/whatsapp-verdicts.ts';
import type { TemplateNews } from '../templates/contract.ts';
import type { HookCall, HookEvent, HookReading, Hooks } from './contract.ts';
import { effectOf } from './effect-of.ts';
import { isHmacOf, isSameText, listOf, mapOf, phoneOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'x-hub-signature-256';

/**
 * Webhooks of Meta's platforms: https://developers.facebook.com/docs/graph-api/webhooks/getting-started. A GET with the
 * word that both agreed on is answered with its challenge.
 */
function readMeta(
  { method, query, headers, body }: HookCall,
  settings: unknown,
  eventsOf: (change: Readonly<Record<string, unknown>>) => readonly HookEvent[],
  templatesOf?: (change: Readonly<Record<string, unknown>>) => readonly TemplateNews[],
): HookReading {
  const { hookSecret, hookWord } = mapOf(settings);
  if (method === 'GET') {
    const isRight = isSameText(query.get('hub.verify_token') ?? '', textOf(hookWord) ?? '\0');
    return isRight
      ? { events: [], answer: query.get('hub.challenge') ?? '' }
      : { untrusted: 'another word was agreed on' };
  }
  const secret = textOf(hookSecret);
  if (secret === undefined) return { untrusted: 'this account has no secret for hooks: set hookSecret' };
  if (!isHmacOf((headers[SIGNATURE] ?? '').replace(/^sha256=/, ''), secret, [body])) {
    return { untrusted: 'the signature is not right' };
  }
  const { entry } = mapOf(readJsonBody(body));
  const entries = listOf(entry).map(mapOf);
  const templates = templatesOf ? entries.flatMap(templatesOf) : [];
  return { events: entries.flatMap(eventsOf), ...(templates.length > 0 && { templates }) };
}

/** WhatsApp Cloud API. */
export const WHATSAPP_HOOKS: Hooks = {
  needs: 'hookSecret',
  headers: [SIGNATURE],
  read: (call, settings) =>
    readMeta(
      call,
      settings,
      ({ changes }) =>
        listOf(changes).flatMap((change) => {
          const { statuses, messages, user_preferences } = mapOf(mapOf(change).value);
          return [
            ...listOf(statuses).flatMap(statusOf),
            ...listOf(messages).flatMap(replyOf),
            ...listOf(user_preferences).flatMap(preferenceOf),
          ];
        }),
      ({ id, changes }) => listOf(changes).flatMap((change) => templateOf(textOf(id), mapOf(change))),
    ),
};

/** The state of a template: its field is `message_template_status_update`, of which other kinds have no `event`. */
function templateOf(
  book: string | undefined,
  { field, value }: Readonly<Record<string, unknown>>,
): readonly TemplateNews[] {
  const told = mapOf(value);
  const [name, language, state] = [told.message_template_name, told.message_template_language, told.event].map(textOf);
  if (field !== 'message_template_status_update' || !book || !name || !language || !state) return [];
  const why = textOf(mapOf(told.rejection_info).reason) ?? textOf(told.reason) ?? textOf(mapOf(told.other_info).title);
  return [{ book, name, language, state, reason: why }];
}

/** Messenger and Instagram. */
export const PAGE_HOOKS: Hooks = {
  needs: 'hookSecret',
  headers: [SIGNATURE],
  read: (call, settings) =>
    readMeta(call, settings, ({ messaging }) => listOf(messaging).flatMap((told) => pageEventsOf(mapOf(told)))),
};

const WHATSAPP_STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  read: 'opened',
  failed: 'failed',
};

function statusOf(told: unknown): readonly HookEvent[] {
  const { id, status, timestamp, recipient_id, errors } = mapOf(told);
  const state = WHATSAPP_STATES[String(status)];
  const message = textOf(id);
  if (state === undefined || message === undefined) return [];
  const error = mapOf(listOf(errors)[0]);
  return [
    {
      ...{ id: `${message} ${String(status)}`, message, state, address: phoneOf(recipient_id), at: timeOf(timestamp) },
      reason: textOf(error.title) ?? textOf(error.message),
      ...(state === 'failed' && { effect: effectOf(WHATSAPP_VERDICTS, error.code) }),
    },
  ];
}

/**
 * A reader who stops marketing of this business, or has it again:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
 */
function preferenceOf(told: unknown): readonly HookEvent[] {
  const { wa_id, category, value, timestamp } = mapOf(told);
  const address = phoneOf(wa_id);
  if (address === undefined || category !== 'marketing_messages') return [];
  const about = { id: `${address} ${String(value)} ${String(timestamp)}`, address, at: timeOf(timestamp) };
  if (value === 'stop') return [{ ...about, state: 'opted-out', effect: 'marketing-opt-out' }];
  return value === 'resume' ? [{ ...about, state: 'marketing-resumed' }] : [];
}

function replyOf(told: unknown): readonly HookEvent[] {
  const { id, from, timestamp, type, text, button, interactive, context, system } = mapOf(told);
  const message = textOf(id);
  if (message === undefined) return [];
  const { wa_id, new_wa_id } = mapOf(system);
  const to = phoneOf(wa_id ?? new_wa_id);
  if (type === 'system') {
    const moved = { id: message, state: 'address-changed', address: phoneOf(from), to, at: timeOf(timestamp) } as const;
    return to === undefined ? [] : [moved];
  }
  const chosen = mapOf(mapOf(interactive).button_reply ?? mapOf(interactive).list_reply);
  const said = textOf(mapOf(text).body) ?? textOf(mapOf(button).text) ?? textOf(chosen.title) ?? '';
  const answered = textOf(mapOf(context).id);
  const choice = textOf(chosen.id) ?? textOf(mapOf(button).payload);
  return [
    {
      ...{
        id: message,
        state: 'replied',
        message: answered,
        address: phoneOf(from),
        at: timeOf(timestamp),
        text: said,
      },
      ...(choice !== undefined && { choice }),
    },
  ];
}

function pageEventsOf(told: Readonly<Record<string, unknown>>): readonly HookEvent[] {
  const address = textOf(mapOf(told.sender).id);
  const at = typeof told.timestamp === 'number' ? told.timestamp : undefined;
  const { mid, text, is_echo, quick_reply } = mapOf(told.message);
  const { payload, title, mid: pressed } = mapOf(told.postback);
  const delivered = listOf(mapOf(told.delivery).mids).flatMap((one): HookEvent[] =>
    typeof one === 'string' ? [{ id: `${one} delivered`, message: one, state: 'delivered', address, at }] : [],
  );
  if (told.read !== undefined) return address === undefined ? [] : readBy(address, mapOf(told.read), at);
  const id = textOf(mid) ?? textOf(pressed);
  if (id === undefined || is_echo === true) return delivered;
  const choice = textOf(mapOf(quick_reply).payload) ?? textOf(payload);
  const said = textOf(text) ?? textOf(title) ?? choice ?? '';
  return [...delivered, { id, state: 'replied', address, at, text: said, ...(choice !== undefined && { choice }) }];
}

/**
 * What a person has read. Instagram names the last message, Messenger says until when all was read and of no message
 * its id: the last one to this person was.
 */
function readBy(
  address: string,
  { mid, watermark }: Readonly<Record<string, unknown>>,
  at: number | undefined,
): readonly HookEvent[] {
  const message = textOf(mid);
  if (message !== undefined) return [{ id: `${message} read`, message, state: 'opened', address, at }];
  const until = Number(watermark);
  return until > 0 ? [{ id: `${address} read ${until}`, state: 'opened', address, at: at ?? until }] : [];
}

function timeOf(seconds: unknown): number | undefined {
  const at = Number(seconds) * 1_000;
  return at > 0 ? at : undefined;
}
