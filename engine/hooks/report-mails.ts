import { messageIdIn } from '../../channels/email/verp.ts';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import { readMailEvents } from '../../channels/hooks/mail-reports.ts';
import type { ReportMails, SentMessages } from './contract.ts';

export interface ReportMailsParts {
  /** The addresses of accounts that mails come to. */
  readonly accounts: () => readonly MailAddress[];
  readonly sent: Pick<SentMessages, 'isKnown'>;
  /** Stores what an account's reports tell. */
  readonly store: (account: string, events: readonly HookEvent[]) => Promise<void>;
}

/** An address to which reports on the mails of an account come, or answers of their readers. */
export interface MailAddress {
  readonly account: string;
  readonly address: string;
  readonly isForAnswers: boolean;
}

/**
 * A report may come while the mail that it is about is still being noted: it is looked for so often, this long apart.
 */
const LOOKS = 5;
const LOOK_AGAIN_MS = 200;

/**
 * Creates the intake of report mails. Nobody signs them and anybody may send one, so what counts is the id of a mail of
 * ours, which its reader and the servers on its way alone know: a report that names none says nothing here.
 */
export function createReportMails({ accounts, sent, store }: ReportMailsParts): ReportMails {
  const accountsAt = (address: string) => accounts().filter((one) => isOf(address, one.address));
  /** Finds the account that sent a mail. */
  const senderOf = async (message: string, among: readonly MailAddress[]): Promise<string | undefined> => {
    for (const { account } of among) if (await sent.isKnown('email', account, message)) return account;
    return undefined;
  };
  return {
    async expects(address) {
      const among = accountsAt(address);
      const message = messageIdIn(address);
      if (message === undefined || among.length === 0) return among.length > 0;
      for (let look = 1; look <= LOOKS; look++) {
        if ((await senderOf(message, among)) !== undefined) return true;
        if (look < LOOKS) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
      return false;
    },
    async take(addresses, bytes) {
      const told = new Map<string, HookEvent[]>();
      for (const address of addresses) {
        const among = accountsAt(address);
        const answersAt = among.find(({ isForAnswers }) => isForAnswers)?.address;
        // As the server writes it that hands a mail over for good: the address that it came to.
        const delivered = Buffer.concat([Buffer.from(`X-Original-To: ${address}\r\n`), bytes]);
        for (const event of readMailEvents(delivered, answersAt)) {
          const account = event.message && (await senderOf(event.message, among));
          if (account) told.set(account, [...(told.get(account) ?? []), event]);
        }
      }
      for (const [account, events] of told) await store(account, events);
    },
  };
}

/**
 * Whether an address is an account's own, or has the id of a mail after a plus. The part before the @ may differ in
 * case.
 */
function isOf(address: string, base: string): boolean {
  const [given, own] = [split(address), split(base)];
  if (given.domain !== own.domain) return false;
  return given.local === own.local || (given.local.startsWith(`${own.local}+`) && messageIdIn(address) !== undefined);
}

function split(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at).toLowerCase(), domain: address.slice(at + 1).toLowerCase() };
}
