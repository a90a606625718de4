import type { Page } from 'playwright-core';

/**
 * Finds what does not fit: a page that scrolls sideways, a button, tab, link, label or heading whose text is cut, and
 * controls that lie upon each other. Each is told by its kind and text.
 */
export async function findCut(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(FIND_CUT)) as readonly string[];
}

/** The visible texts of a page: those of its nodes, and of the attributes that are read out or shown. */
export async function readTexts(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(READ_TEXTS)) as readonly string[];
}

const FIND_CUT = `(() => {
  const found = [];
  const isShown = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const tell = (what, el) => found.push(what + ': ' + el.tagName.toLowerCase() + ' ' + (el.textContent ?? '').trim().slice(0, 60));
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) found.push('the page scrolls sideways: ' + root.scrollWidth + ' of ' + root.clientWidth);
  const texts = 'button, [role=tab], h1, h2, h3, h4, label, legend, nav a, th, .mantine-Button-label, .mantine-Badge-label, .mantine-NavLink-label, .mantine-Chip-label, .mantine-SegmentedControl-innerLabel';
  for (const el of document.querySelectorAll(texts)) {
    if (!isShown(el) || el.closest('.maplibregl-map, .cm-editor, [data-may-be-cut]')) continue;
    if (el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0 && getComputedStyle(el).overflowX !== 'visible') tell('cut', el);
    const { left, right } = el.getBoundingClientRect();
    if (el.clientWidth > 0 && right > innerWidth + 1 && !hasScroll(el)) tell('outside the window', el);
  }
  function hasScroll(el) {
    for (let at = el.parentElement; at; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at);
      if ((overflowX === 'auto' || overflowX === 'scroll') && at.scrollWidth > at.clientWidth) return true;
    }
    return false;
  }
  // What a scrolled list hides lies nowhere.
  function seen(el) {
    let { left, right, top, bottom } = el.getBoundingClientRect();
    for (let at = el.parentElement; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const box = at.getBoundingClientRect();
      [left, right, top, bottom] = [Math.max(left, box.left), Math.min(right, box.right), Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return { left, right, top, bottom };
  }
  const controls = [...document.querySelectorAll('button, [role=tab], h1, h2, input:not([type=hidden]), nav a')].filter(
    (el) => isShown(el) && !el.closest('.maplibregl-map, .cm-editor') && el.clientWidth > 2,
  );
  for (const [i, one] of controls.entries()) {
    for (const other of controls.slice(i + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      if (one.parentElement?.closest('.mantine-Input-wrapper') && one.parentElement.closest('.mantine-Input-wrapper') === other.parentElement?.closest('.mantine-Input-wrapper')) continue;
      if (getComputedStyle(one).position === 'fixed' || getComputedStyle(other).position === 'fixed') continue;
      const [a, b] = [seen(one), seen(other)];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const layer = (el) => el.closest('[role=dialog], header, nav, .maplibregl-ctrl') ?? document.body;
      if (wide > 3 && high > 3 && layer(one) === layer(other)) tell('lies on ' + (other.textContent ?? '').trim().slice(0, 30), one);
    }
  }
  return [...new Set(found)];
})()`;

const READ_TEXTS = `(() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!el || el.closest('script, style, noscript, [aria-hidden=true], .cm-editor, code, pre, kbd, iframe, title') || !el.checkVisibility()) continue;
    texts.push(node.textContent.trim());
  }
  for (const el of document.querySelectorAll('[aria-label], [placeholder], [title], [alt], [aria-valuetext]')) {
    if (el.closest('.cm-editor, [aria-hidden=true]') || !el.checkVisibility()) continue;
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-valuetext']) {
      const text = el.getAttribute(name);
      if (text) texts.push(text.trim());
    }
  }
  return [...new Set(texts.filter((text) => /\\p{L}{2}/u.test(text)))];
})()`;
