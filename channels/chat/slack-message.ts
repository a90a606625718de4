import type { Shown } from '../content/contract.ts';

/** Returns a message of Slack: its text, with pictures and buttons as blocks. */
export function slackMessageOf(shown: Shown): object {
  return { text: escapeMarks(shown.text), ...blocksOf(shown) };
}

const LONGEST_SECTION = 3_000;

/** Blocks where there is more than text; the text beside them is for notifications. */
function blocksOf({ text: words, pictures, buttons }: Shown): object {
  if ((pictures.length === 0 && buttons.length === 0) || words.length > LONGEST_SECTION) return {};
  const elements = buttons.map(({ label, value }) => ({
    ...{ type: 'button', text: { type: 'plain_text', text: label }, url: value },
  }));
  return {
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: escapeMarks(words) } },
      ...pictures.map(({ url, text: about = '…' }) => ({ type: 'image', image_url: url, alt_text: about })),
      ...(elements.length > 0 ? [{ type: 'actions', elements }] : []),
    ],
  };
}

/** What a customer is called must not mention anybody: Slack reads `<!channel>` as that. */
function escapeMarks(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
