import type { Kairos, Parts, WebOptions } from './contract.ts';
import { createWeb } from './create-web.ts';

/** What the `<script>` puts on the page: `Kairos.create(…)`, and `kairos` where the tag says url and key. */
interface Page {
  Kairos?: { readonly create: (options: WebOptions) => Kairos };
  kairos?: Kairos;
}

const tag = document.currentScript as HTMLScriptElement | null;
const page = window as unknown as Page;
/** The parts lie beside the script. */
const load = (name: string): Promise<unknown> => import(/* @vite-ignore */ new URL(`parts/${name}.js`, tag?.src).href);
const parts = {
  messages: () => load('messages'),
  context: () => load('context'),
  push: () => load('push'),
  position: () => load('position'),
  debug: () => load('debug'),
  sealed: () => load('sealed'),
} as Parts;
page.Kairos = { create: (options) => createWeb(options, parts) };
const { url, key } = tag?.dataset ?? {};
if (url !== undefined && key !== undefined) page.kairos = page.Kairos.create({ url, key });
