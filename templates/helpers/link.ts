import type { Helper } from '../contract.ts';
import { encodeUrlPart } from '../formats/url.ts';
import { textOf } from '../values/reading.ts';

/** A URL with parameters. */
export default {
  name: 'link',
  title: { en: 'Link with parameters', de: 'Link mit Parametern' },
  summary: {
    en:
      'A URL with parameters, each of them encoded: `{{link "https://shop.example/cart" id=cart.id utm_source="kairos"}}`. ' +
      'Further values are parts of the path.',
    de: 'Eine Adresse mit Parametern, jeder davon kodiert: `{{link "https://shop.example/cart" id=cart.id utm_source="kairos"}}`. Weitere Werte sind Teile des Pfades.',
  },
  takes: {
    values: [{ title: { en: 'Address', de: 'Adresse' }, kind: 'address', examples: ['https://shop.example/cart'] }],
    others: { title: { en: 'Part of the path', de: 'Teil des Pfades' }, kind: 'text' },
    options: { '*': { title: { en: 'Parameter', de: 'Parameter' }, kind: 'text' } },
  },
  examples: [
    { args: ['https://shop.example/cart'], hash: { id: 'a b&c' }, gives: 'https://shop.example/cart?id=a+b%26c' },
    { args: ['https://shop.example/p', 'boots/42'], gives: 'https://shop.example/p/boots%2F42' },
    { args: ['shop://offers?x=1'], hash: { y: 2 }, gives: 'shop://offers?x=1&y=2' },
    { args: ['https://shop.example/#top'], hash: { q: 'é' }, gives: 'https://shop.example/?q=%C3%A9#top' },
  ],
  run([base, ...path], parameters) {
    const written = textOf(base);
    if (!URL.canParse(written)) throw new Error(`a complete URL such as https://shop.example, got '${written}'`);
    const [beforeHash, hash] = splitAt(written, '#');
    const [address, query] = splitAt(beforeHash, '?');
    const parts = path.map((part) => encodeUrlPart(textOf(part)));
    // A part of only dots would climb in the path.
    if (parts.some((part) => /^\.{1,2}$/.test(part))) throw new Error('parts of a path that are not dots alone');
    const search = new URLSearchParams(query);
    for (const [name, value] of Object.entries(parameters)) search.append(name, textOf(value));
    const whole = parts.length === 0 ? address : [address.replace(/\/$/, ''), ...parts].join('/');
    return `${whole}${search.size > 0 ? `?${search}` : ''}${hash === '' ? '' : `#${hash}`}`;
  },
} satisfies Helper;

function splitAt(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
