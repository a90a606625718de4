/**
 * Lets callers share a read of one key: those that ask while one is under way get the next, which begins after that.
 * So each gets what was stored when it asked, or later, and a thousand that ask together make two reads.
 */
export function shareReads<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();
  const begin = (key: string) => {
    next.delete(key);
    const reading = read(key).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };
  return (key) => {
    const before = underWay.get(key);
    if (!before) return begin(key);
    const known = next.get(key);
    if (known) return known;
    const then = () => begin(key);
    const following = before.then(then, then);
    next.set(key, following);
    return following;
  };
}
