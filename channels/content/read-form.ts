/** How a message is shown in an app. */
export type MessageForm = 'banner' | 'modal';

/** What the slot of a form may say. */
export const FORM_EXPECTED = `'banner' or 'modal'`;

/** Reads from a slot how a message is shown in an app; undefined: it says no such thing. */
export function readForm(text: string): MessageForm | undefined {
  const form = text.trim().toLowerCase();
  return form === 'banner' || form === 'modal' ? form : undefined;
}
