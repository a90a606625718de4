import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[];
}

/** What depends on the light alone: in the other one everything else is as it was. */
const BY_LIGHT = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

const LIGHT_FIRST = ['light', 'dark'] as const;
const DARK_FIRST = ['dark', 'light'] as const;

/** Lists the serious hindrances of what is shown, in light and in dark. It stays in the light that it is in last. */
export async function findHindrances(page: Page): Promise<readonly string[]> {
  return findHindrancesBy(page, (scheme) =>
    page.locator(`[data-mantine-color-scheme="${scheme}"]`).waitFor({ state: 'attached' }),
  );
}

/** The same of a page that is not the console's; `isIn` resolves when the page shows itself in a light. */
export async function findHindrancesBy(
  page: Page,
  isIn: (scheme: 'light' | 'dark') => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const axe = await readFile(AXE, 'utf8');
  const found: string[] = [];
  const isDark = await page.evaluate<boolean>("matchMedia('(prefers-color-scheme: dark)').matches");
  // Each change draws a map anew, so there is one.
  for (const [i, colorScheme] of (isDark ? DARK_FIRST : LIGHT_FIRST).entries()) {
    await page.emulateMedia({ colorScheme });
    await isIn(colorScheme);
    // A colour on its way from one light to the other is none that is read.
    await page.evaluate(
      'Promise.allSettled(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).map((one) => one.finished))',
    );
    // The library is half a megabyte: a page that has it keeps it.
    if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
    const options = JSON.stringify({ resultTypes: ['violations'], ...(i > 0 && BY_LIGHT) });
    const violations = (await page.evaluate(
      `window.axe.run(${options}).then(({ violations }) => violations)`,
    )) as readonly Violation[];
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      found.push(...nodes.map(({ html, any }) => `${colorScheme} ${id} ${html} ${any[0]?.message ?? ''}`));
    }
  }
  return found;
}
