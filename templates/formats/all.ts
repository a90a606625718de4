import type { SlotFormat } from '../contract.ts';
import type { Format } from './contract.ts';
import { header } from './header.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { text } from './text.ts';
import { url } from './url.ts';

/** Every slot format by name. */
export const FORMATS: Readonly<Record<SlotFormat, Format>> = { text, html, header, url, json };
