import type { OpenChannel } from '../../channels/open.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { TemplateBook } from './contract.ts';

const LOOK_MS = 30_000;
const ASK_MS = 20_000;

/** Starts to ask services for the templates that they have to approve: one engine asks for each book when it is due. */
export function startAskingForTemplates(
  channels: () => ReadonlyMap<string, OpenChannel>,
  book: TemplateBook,
  clock: Pick<Clock, 'wall'>,
  log: Log,
): Closable & { readonly look: () => Promise<void> } {
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    for (const { channel, accounts } of channels().values()) {
      for (const { name, connection } of accounts) {
        const { templates } = connection;
        if (!templates) continue;
        try {
          if (!(await book.takeTurn(templates.book))) continue;
          const askedAt = clock.wall();
          await book.replace(templates.book, await templates.list(AbortSignal.timeout(ASK_MS)), askedAt);
        } catch (cause) {
          log.warn('the templates of an account are not known', { channel: channel.name, account: name, cause });
        }
      }
    }
    isLooking = false;
  };
  const timer = setInterval(() => void look(), LOOK_MS).unref();
  void look();
  return {
    look,
    async close() {
      clearInterval(timer);
    },
  };
}
