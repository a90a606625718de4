import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import type { Page } from 'playwright-core';
import { root } from '../sources.ts';
import { shrinkPng } from './small-png.ts';

const FOLDER = join(root, 'docs/console');
const LANGUAGES = ['en', 'de'] as const;
const LIGHTS = ['light', 'dark'] as const;

/**
 * Writes pictures of what is shown in both languages and both lights, when `KAIROS_SCREENSHOTS=1` asks for them. The
 * page stays as it is, with open dialogs and typed text: it changes its language as it does when another tab of the
 * browser did.
 */
export async function takePictures(page: Page, name: string, before: (typeof LANGUAGES)[number]): Promise<void> {
  if (env.KAIROS_SCREENSHOTS !== '1') return;
  await mkdir(FOLDER, { recursive: true });
  for (const language of LANGUAGES) {
    await choose(page, language);
    for (const colorScheme of LIGHTS) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
      // a map is drawn anew
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      await writeFile(join(FOLDER, `${name}-${colorScheme}-${language}.png`), shrinkPng(picture));
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await choose(page, before);
}

async function choose(page: Page, language: string): Promise<void> {
  await page.evaluate(`{
    localStorage.setItem('kairos-language', '${language}');
    dispatchEvent(new StorageEvent('storage', { key: 'kairos-language', newValue: '${language}' }));
  }`);
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}
