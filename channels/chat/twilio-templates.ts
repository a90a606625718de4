import { mapOf, textOf } from '../hooks/verify.ts';
import type { HttpCall, HttpReply } from '../http/contract.ts';
import { fieldOf } from '../http/field-of.ts';
import type { TemplateList, TemplateNews } from '../templates/contract.ts';

/** An answer is read to 64 KB, and a template with its cards takes some of them. */
const [PAGE, MOST_PAGES] = [20, 50];
/** Twilio stores templates for every channel: these were never handed in for WhatsApp. */
const NEVER_HANDED_IN = 'unsubmitted';

/**
 * Lists the templates of an account at Twilio that were handed in for WhatsApp, a thousand at most, by their ids
 * (`HX…`): https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approval-status. `base` is
 * `https://content.twilio.com`. Throws where the service gives no list.
 */
export async function listTwilioTemplates(
  book: string,
  base: string,
  ask: (call: HttpCall) => Promise<HttpReply>,
): Promise<TemplateList> {
  const all: TemplateNews[] = [];
  const first = `${base.replace(/\/+$/, '')}/v1/ContentAndApprovals?PageSize=${PAGE}`;
  let path: string | undefined = first;
  for (let page = 0; page < MOST_PAGES && path !== undefined; page++) {
    const { status, json } = await ask({ method: 'GET', path });
    const { contents } = mapOf(json);
    if (status !== 200 || !Array.isArray(contents))
      throw new Error(`the list of templates was answered with ${status}`);
    for (const one of contents) {
      const { sid, approval_requests: approval } = mapOf(one);
      const { status: word, rejection_reason: why } = mapOf(approval);
      const [name, state] = [textOf(sid), textOf(word)];
      if (!name || !state || state === NEVER_HANDED_IN) continue;
      all.push({ book, name, language: '', state: state.toUpperCase(), reason: textOf(why) || undefined });
    }
    path = findNextPage(fieldOf(json, 'meta', 'next_page_url'), first);
  }
  return { templates: all, isWhole: path === undefined };
}

/** The next page, at the address that the first one was asked at: a credential goes to no other. */
function findNextPage(next: string | undefined, first: string): string | undefined {
  if (!next || !URL.canParse(next)) return undefined;
  const [{ search }, at] = [new URL(next), new URL(first)];
  at.search = search;
  return at.href;
}
