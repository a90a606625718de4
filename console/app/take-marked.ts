import type { KeyboardEvent } from 'react';

/**
 * Enter takes the option that is marked. Mantine counts options beside the marks and forgets its count when a list has
 * just opened, so that the Enter of somebody who types fast would send the form instead.
 */
export function takeMarked(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  const list = (event.target as Element).getAttribute('aria-controls');
  const marked = list && document.getElementById(list)?.querySelector<HTMLElement>('[data-combobox-selected]');
  if (!marked) return;
  event.preventDefault();
  event.stopPropagation();
  marked.click();
}
