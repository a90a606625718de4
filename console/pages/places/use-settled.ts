import { useEffect, useState } from 'react';

/** A value a moment after it last changed; what comes first comes at once. */
export function useSettled<T>(value: T | undefined, ms: number): T | undefined {
  const [settled, setSettled] = useState(value);
  const isFirst = settled === undefined;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), isFirst ? 0 : ms);
    return () => clearTimeout(timer);
  }, [value, ms, isFirst]);
  return settled;
}
