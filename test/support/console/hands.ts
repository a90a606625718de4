import type { Locator, Page } from 'playwright-core';

/** How somebody works: with a pointer and a keyboard, or with the keyboard alone. Every way ends with the same. */
export interface Hands {
  press(control: Locator): Promise<void>;
  /** Goes to a field and replaces its text. */
  type(field: Locator, text: string): Promise<void>;
}

const ENABLED = ':not(:disabled, [data-disabled="true"], [aria-disabled="true"])';

/** Nothing is farther away than so many steps of the Tab key. */
const MOST_TABS = 250;

/** Works with a pointer, and types. */
export function withPointer(page: Page): Hands {
  return {
    press: (control) => control.click(),
    async type(field, text) {
      // A field that has the keys already needs no click.
      await field.waitFor();
      if (!(await hasFocus(page, field))) await field.click();
      await replace(page, text);
    },
  };
}

/** Works with the Tab key, Enter and letters alone. */
export function withKeyboard(page: Page): Hands {
  return {
    async press(control) {
      await tabTo(page, control);
      await page.keyboard.press('Enter');
    },
    async type(field, text) {
      await tabTo(page, field);
      await replace(page, text);
    },
  };
}

/** Presses Tab until a control has the focus; fails where that never happens. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  // The Tab key passes by what is disabled, such as a button that waits for an answer.
  await control.and(page.locator(ENABLED)).waitFor();
  for (let i = 0; i < MOST_TABS; i++) {
    if (await hasFocus(page, control)) return;
    await page.keyboard.press('Tab');
  }
  const [wanted, here] = await Promise.all([sayElement(control.first()), sayElement(page.locator(':focus'))]);
  throw new Error(`the Tab key does not reach ${control}, which is ${wanted}; the focus is on ${here}`);
}

/** An element's opening tag, for the message of a test that fails. */
async function sayElement(element: Locator): Promise<string> {
  if ((await element.count()) === 0) return 'nothing';
  const html = await element.first().evaluate('(element) => element.cloneNode(false).outerHTML');
  return String(html);
}

async function hasFocus(page: Page, control: Locator): Promise<boolean> {
  return (await control.and(page.locator(':focus')).count()) > 0;
}

async function replace(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}
