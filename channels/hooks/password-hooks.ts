import type { HookEvent, Hooks } from './contract.ts';
import { hasPassword, mapOf, readJsonBody, textOf } from './verify.ts';

/** Makes the hooks of a provider that signs nothing but sends the user and password of its hook's address. */
export function passwordHooks(
  eventOf: (told: Readonly<Record<string, unknown>>) => HookEvent | readonly HookEvent[] | undefined,
): Hooks {
  return bodyHooks((body) => [eventOf(mapOf(readJsonBody(body))) ?? []].flat());
}

/** The same for a body that need not be JSON, and may tell of several events. */
export function bodyHooks(
  eventsOf: (body: Buffer, settings: Readonly<Record<string, unknown>>) => readonly HookEvent[],
): Hooks {
  return {
    needs: 'hookPassword',
    headers: ['authorization'],
    read({ headers, body }, settings) {
      const password = textOf(mapOf(settings).hookPassword);
      if (password === undefined) return { untrusted: 'this account has no password for hooks: set hookPassword' };
      if (!hasPassword(headers.authorization, password)) return { untrusted: 'the password is not right' };
      return { events: eventsOf(body, mapOf(settings)) };
    },
  };
}
