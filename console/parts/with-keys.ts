/** Things that have no name of their own, each with a key: what it says, and which of those that say the same it is. */
export function withKeys<T>(things: readonly T[]): readonly (readonly [key: string, thing: T])[] {
  const counts = new Map<string, number>();
  return things.map((thing) => {
    const says = JSON.stringify(thing) ?? '';
    const count = counts.get(says) ?? 0;
    counts.set(says, count + 1);
    return [`${count} ${says}`, thing] as const;
  });
}
