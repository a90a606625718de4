import type { Message, SlotShape } from '../../templates/contract.ts';

/** Returns the slot of a channel that shows a plain text. */
export function textSlot(maxChars: number): SlotShape {
  return {
    title: { en: 'Text', de: 'Text' },
    summary: { en: 'The message', de: 'Die Nachricht' },
    format: 'text',
    required: true,
    maxChars,
  };
}

/** Marks a message of such a channel so that its reader sees that it is a test. */
export function markText(message: Message): Message {
  return { ...message, text: `[Test] ${message.text ?? ''}` };
}

/** Returns an id that an app or a reply gave, where it is one; undefined: it is none. */
export function readId(said: unknown, pattern: RegExp): string | undefined {
  const text = typeof said === 'number' ? String(said) : said;
  return typeof text === 'string' && pattern.test(text.trim()) ? text.trim() : undefined;
}
