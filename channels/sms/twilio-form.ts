import type * as z from 'zod';
import type { Spoken } from '../../triggers/words/say-each.ts';
import type { Shown } from '../content/contract.ts';
import type { Outbound } from '../contract.ts';
import type { HttpCall } from '../http/contract.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { SMS_SETTINGS, SMS_WORDS } from './settings.ts';

/** Its longest validity of a message: ten hours. */
const LONGEST_SECONDS = 36_000;

const API = 'https://api.twilio.com';

/** Returns the settings of an account with Twilio: those that all have, and its `own`. */
export function twilioSettings<S extends z.ZodRawShape>(own: S, words: { readonly [Member in keyof S]?: Spoken }) {
  return accountSettings(
    API,
    {
      account: text(64),
      key: text(64).optional(),
      token: text(),
      hookToken: text().optional(),
      service: text(64).optional(),
      ...SMS_SETTINGS,
      ...own,
    },
    {
      account: { title: { en: 'Account', de: 'Konto' }, kind: 'text', examples: ['AC0123456789abcdef'] },
      key: {
        title: { en: 'Key id', de: 'Kennung des Schlüssels' },
        description: { en: 'In place of the account’s own token.', de: 'Anstelle des Tokens, das dem Konto gehört.' },
        kind: 'text',
      },
      token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
      hookToken: secretly({
        en: 'Token of hooks',
        de: 'Token der Rückrufe',
      }),
      service: {
        title: { en: 'Messaging service', de: 'Nachrichtendienst' },
        description: { en: 'It chooses the sender.', de: 'Er wählt den Absender.' },
        kind: 'text',
      },
      ...SMS_WORDS,
      ...words,
    } as never,
  );
}

/** Where Twilio stores templates; undefined: the account is reached through somebody else, who has none. */
export function contentUrlOf({
  url,
  contentUrl,
}: {
  readonly url?: string | undefined;
  readonly contentUrl?: string | undefined;
}) {
  return contentUrl ?? (url === undefined || url === API ? 'https://content.twilio.com' : undefined);
}

/**
 * Tells whether Twilio's calls arrive, and can be checked: their signature is over the address that it calls, and made
 * with the token of the account, never with that of a key.
 */
export function canTwilioTell(settings: unknown, isCallable: boolean): boolean {
  const { key, hookToken } = settings as { readonly key?: unknown; readonly hookToken?: unknown };
  return isCallable && (key === undefined || hookToken !== undefined);
}

/** Writes a message as Twilio takes it; `hookUrl` is where Twilio tells what becomes of it. */
export function formOf(
  { to, expiresAt }: Outbound,
  {
    account,
    service,
    from,
  }: { readonly account: string; readonly service?: string | undefined; readonly from: string },
  now: number,
  { text: words, pictures }: Shown,
  hookUrl: string | undefined,
): HttpCall {
  const seconds = Math.min(Math.max(Math.floor((expiresAt - now) / 1_000), 1), LONGEST_SECONDS);
  const sender = service === undefined ? { From: from } : { MessagingServiceSid: service };
  const body = new URLSearchParams({ To: to, Body: words, ValidityPeriod: String(seconds), ...sender });
  // Only a messaging service has an address of its own to call, and the message's wins over that.
  if (hookUrl !== undefined) body.set('StatusCallback', hookUrl);
  for (const { url } of pictures) body.append('MediaUrl', url);
  return { path: `/2010-04-01/Accounts/${account}/Messages.json`, body };
}
