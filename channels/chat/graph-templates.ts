import { mapOf, textOf } from '../hooks/verify.ts';
import type { HttpCall, HttpReply } from '../http/contract.ts';
import { fieldOf } from '../http/field-of.ts';
import type { TemplateList, TemplateNews } from '../templates/contract.ts';

const [PAGE, MOST_PAGES] = [100, 20];

/**
 * Lists the message templates of a WhatsApp business account, 2,000 at most:
 * https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates. Throws where
 * the service gives no list.
 */
export async function listTemplates(book: string, ask: (call: HttpCall) => Promise<HttpReply>): Promise<TemplateList> {
  const all: TemplateNews[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = new URLSearchParams({ fields: 'name,language,status,rejected_reason', limit: String(PAGE) });
    if (after !== undefined) query.set('after', after);
    const { status, json } = await ask({ method: 'GET', path: `/${book}/message_templates?${query}` });
    const { data } = mapOf(json);
    if (status !== 200 || !Array.isArray(data)) throw new Error(`the list of templates was answered with ${status}`);
    for (const one of data) {
      const { name, language, status: state, rejected_reason: why } = mapOf(one);
      const [known, code, word] = [textOf(name), textOf(language), textOf(state)];
      if (known && code && word) all.push({ book, name: known, language: code, state: word, reason: textOf(why) });
    }
    after = fieldOf(json, 'paging', 'cursors', 'after');
    if (after === undefined || fieldOf(json, 'paging', 'next') === undefined) return { templates: all, isWhole: true };
  }
  return { templates: all, isWhole: false };
}
