import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Lists what hinders people on a page of any app, in light and in dark. */
export async function findPageHindrances(page: Page): Promise<readonly string[]> {
  const axe = await readFile(AXE, 'utf8');
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    found.push(
      ...((await page.evaluate(
        `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, impact, nodes }) =>
          impact === 'serious' || impact === 'critical' ? nodes.map(({ html }) => '${colorScheme} ' + id + ' ' + html) : []))`,
      )) as readonly string[]),
    );
  }
  return found;
}
