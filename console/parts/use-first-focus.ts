import { type RefObject, useEffect, useRef } from 'react';

/** Puts the keys on the first field of a form that one opens in order to fill it in. */
export function useFirstFocus<T extends HTMLElement>(isWanted = true): RefObject<T | null> {
  const field = useRef<T>(null);
  useEffect(() => {
    if (isWanted) field.current?.focus({ preventScroll: true });
  }, [isWanted]);
  return field;
}
