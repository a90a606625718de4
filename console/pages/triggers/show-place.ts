import { isWithinPath } from '../../parts/document/path.ts';

/** Brings the part of the form that a path is of into view, and the keys to it. */
export function showPlace(path: string): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-path]')];
  const holding = parts
    .filter((part) => isWithinPath(path, part.dataset.path ?? '') || isWithinPath(part.dataset.path ?? '', path))
    .sort((a, b) => nearness(b) - nearness(a));
  const [part] = holding;
  if (!part) return;
  part.scrollIntoView({ block: 'center' });
  const control = part.matches('input, select, textarea, button')
    ? part
    : part.querySelector<HTMLElement>('input, select, textarea, button');
  control?.focus({ preventScroll: true });

  /** The longest path that the place lies in; else the shortest that lies in it. */
  function nearness(one: HTMLElement): number {
    const { path: own = '' } = one.dataset;
    return isWithinPath(path, own) ? own.length : -own.length;
  }
}
