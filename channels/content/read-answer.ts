import type { Message } from '../../templates/contract.ts';
import type { Abilities, Offers } from './contract.ts';
import { fitContent, readChoice } from './fit-content.ts';
import { readContent } from './read-content.ts';

/** More than any channel shows; keeps what is stored of a message small. */
const MOST_ANSWERS = 60;
const MOST_CHARS = 200;

/** Returns what a message offers to choose from on a channel; undefined: nothing. */
export function offersOf(message: Message, can: Abilities): Offers | undefined {
  if (!message.content) return undefined;
  const { buttons, list, gallery, replies } = readContent(message.content);
  const answers = [
    ...(list?.items ?? []).map(({ title, reply }) => ({ label: title, value: reply })),
    ...[...buttons, ...gallery.flatMap((card) => card.buttons)].filter(({ kind }) => kind === 'reply'),
    ...gallery.map(({ title, buttons: [button] }) => ({
      label: title,
      value: button?.kind === 'reply' ? button.value : title,
    })),
    ...replies.map((reply) => ({ label: reply, value: reply })),
  ];
  if (answers.length === 0) return undefined;
  // Who sees buttons may type a number all the same; and a channel that shows all of it may have fallen back to text.
  const { choices } = fitContent(message, can);
  const menu = choices.length > 0 ? choices : fitContent(message, {}).choices;
  return {
    menu: menu.slice(0, MOST_ANSWERS).map(cut),
    answers: answers.slice(0, MOST_ANSWERS).map(({ label, value }) => ({ label: cut(label), value: cut(value) })),
  };
}

/**
 * Returns what a customer chose: by a press, which says the answer, by the number of the menu, or by the words that
 * stand on it; undefined: they wrote something of their own.
 */
export function readAnswer(
  { menu, answers }: Offers,
  said: string,
  pressed?: string,
): { readonly label: string; readonly choice: string } | undefined {
  const choice = findNamed(answers, pressed) ?? readChoice(menu, said) ?? findNamed(answers, said);
  if (choice === undefined) return undefined;
  return { label: answers.find(({ value }) => value === choice)?.label ?? choice, choice };
}

/** A service may cut the words of a button and end them with an ellipsis. */
function findNamed(answers: Offers['answers'], said: string | undefined): string | undefined {
  const words = said?.trim().toLowerCase();
  if (!words) return undefined;
  const start = words.endsWith('…') ? words.slice(0, -1) : undefined;
  const is = (text: string) => {
    const whole = text.toLowerCase();
    return whole === words || (start !== undefined && start.length > 3 && whole.startsWith(start));
  };
  return answers.find(({ value }) => is(value))?.value ?? answers.find(({ label }) => is(label))?.value;
}

function cut(text: string): string {
  return text.length > MOST_CHARS ? text.slice(0, MOST_CHARS) : text;
}
