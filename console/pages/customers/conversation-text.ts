const SLOTS = ['subject', 'title', 'text', 'body'] as const;

/** Returns what a reader saw of a message in few words: its text, or of a mail its subject and the beginning. */
export function spellContent(content: Readonly<Record<string, string>>): string {
  const said = SLOTS.flatMap((slot) => content[slot]?.trim() || []);
  if (said.length > 0) return said.join(' – ');
  return content.template ?? plain(content.html ?? '');
}

/** The words of HTML; none of it is drawn. */
function plain(html: string): string {
  const document = new DOMParser().parseFromString(html, 'text/html');
  return (document.body.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 300);
}
