import { useEffect, useRef, useState } from 'react';

/**
 * A value that follows the keys at once and the document a moment later: typing is never held up, and what comes from
 * elsewhere (the text beside, undo) is shown.
 */
export function useTyped<T>(value: T, commit: (value: T) => void): readonly [typed: T, type: (value: T) => void] {
  const [typed, setTyped] = useState(value);
  const committed = useRef(value);
  useEffect(() => {
    if (Object.is(value, committed.current)) return;
    committed.current = value;
    setTyped(value);
  }, [value]);
  const type = (next: T) => {
    setTyped(next);
    committed.current = next;
    commit(next);
  };
  return [typed, type];
}
