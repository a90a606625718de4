import type { Message, SlotShape } from '../../templates/contract.ts';
import type { Written } from '../contract.ts';

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

/** Returns the slots of a channel whose text may have more beside it. */
export function contentSlots(maxChars: number): { readonly text: SlotShape; readonly content: SlotShape } {
  return {
    text: textSlot(maxChars),
    content: {
      title: { en: 'What is beside the text', de: 'Was neben dem Text steht' },
      summary: {
        en: 'Pictures, buttons, a list, a gallery, answers to choose from, a location',
        de: 'Bilder, Knöpfe, eine Liste, eine Galerie, Antworten zur Auswahl, ein Ort',
      },
      format: 'json',
      required: false,
      maxChars: 20_000,
    },
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

/** Makes a message of such a channel of what a person writes. */
export function sayWritten({ text }: Written): Message {
  return { text };
}
