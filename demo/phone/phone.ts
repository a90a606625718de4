import type { Closable, Log } from '../../engine/contract.ts';
import { openPhoneEngine, type PhoneEngine } from './phone-engine.ts';
import { openPhonePage } from './phone-page.ts';

/** A shop on a phone, at an address of this machine. */
export interface Phone extends Closable {
  readonly url: string;
}

const USUAL_PORT = 8426;

/**
 * Offers a phone's eye view: a small shop page in a browser, in which the real SDK follows a walk past a shop in the
 * rain, and shows the voucher that comes of it. Its engine starts when somebody opens the page, and not before.
 */
export async function offerPhone(log: Log, open = openPhoneEngine, wantedPort = USUAL_PORT): Promise<Phone> {
  let opening: Promise<PhoneEngine> | undefined;
  const begin = (): Promise<PhoneEngine> => {
    opening ??= open(log).catch((cause: unknown) => {
      // The next load of the page tries again.
      opening = undefined;
      log.warn('the phone has no engine', { cause });
      throw cause;
    });
    return opening;
  };
  const page = await openPhonePage(begin, wantedPort);
  return {
    url: page.url,
    async close() {
      await page.close();
      const engine = await opening?.catch(() => undefined);
      await engine?.close();
    },
  };
}
