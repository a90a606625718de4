import * as z from 'zod';
import type { Provider } from '../contract.ts';
import { reasonOf } from '../reason.ts';
import { readSettings } from '../wrong-settings.ts';

/** In-app messages, kept until the customer's app takes them over its socket. */
export default {
  name: 'inbox',
  channel: 'in-app',
  title: { en: 'Inbox of the app', de: 'Postfach der App' },
  summary: {
    en: 'Keeps the message for the customer’s app, which takes it over its socket; shown once or kept as a card, dropped when it expires.',
    de: 'Bewahrt die Nachricht für die App des Kunden auf, die sie über ihre Verbindung abholt; einmal gezeigt oder als Karte behalten, fallen gelassen, wenn sie verfällt.',
  },
  idempotent: true,
  isOurs: true,
  settings: z.strictObject({}),
  open(settings, { inbox }) {
    readSettings(z.strictObject({}), settings);
    return {
      async send(outbound, time) {
        try {
          await time.leaving();
          await inbox.put(outbound);
          return { kind: 'accepted', providerId: outbound.id };
        } catch (cause) {
          if (cause instanceof Error && cause.name === 'InboxFull') {
            return { kind: 'permanent', reason: reasonOf(cause), effect: 'drop' };
          }
          // The same id is put once, so trying again does no harm.
          return { kind: 'transient', reason: reasonOf(cause) };
        }
      },
      close: async () => undefined,
    };
  },
} satisfies Provider;
