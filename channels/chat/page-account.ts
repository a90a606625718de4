import type { Words } from '../../triggers/words/contract.ts';
import type { Channel } from '../contract.ts';
import { PAGE_HOOKS } from '../hooks/meta.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { graphCodes, PAGE_VERDICTS, withToken } from './graph.ts';
import { pageMessageOf } from './page-message.ts';

interface PageAccount {
  readonly name: string;
  readonly kind: Channel;
  readonly url: string;
  readonly account: Words;
  readonly title: Words;
  readonly summary: Words;
}

/**
 * Defines a provider that speaks for a page or an account on one of Meta's platforms; they differ in little but names.
 */
export function definePageAccount({ name, kind, url, account, title, summary }: PageAccount) {
  return defineHttpProvider({
    name,
    channel: kind.name,
    ...(kind.shows && { shows: kind.shows }),
    title,
    summary,
    idempotent: false,
    hooks: PAGE_HOOKS,
    settings: accountSettings(
      url,
      { account: text(30), token: text(1_000), hookSecret: text().optional(), hookWord: text().optional() },
      {
        account: { title: account, kind: 'text' },
        token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
        hookSecret: secretly({ en: 'Secret of hooks', de: 'Geheimnis der Rückrufe' }),
        hookWord: {
          title: { en: 'Agreed word', de: 'Vereinbartes Wort' },
          description: { en: 'Meta asks for it once.', de: 'Meta fragt einmal danach.' },
          kind: 'text',
        },
      },
    ),
    write: ({ id, to }, settings, _now, shown) => ({
      path: `/${settings.account}/messages`,
      body: {
        recipient: { id: to },
        messaging_type: 'UPDATE',
        message: { ...pageMessageOf(shown), metadata: id.slice(0, 1_000) },
      },
    }),
    authorize: withToken,
    codes: graphCodes,
    verdicts: PAGE_VERDICTS,
    accepted: ({ json }) => fieldOf(json, 'message_id'),
  });
}
