const LONGEST = 60;
const LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', å: 'a' };

/** An id made of a name, of letters that every system can write; '' where the name has none that an id may have. */
export function idFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .toLowerCase()
    .replace(/[äöüßæøå]/g, (letter) => LETTERS[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST);
  if (plain === '' || !taken.has(plain)) return plain;
  for (let i = 2; ; i++) if (!taken.has(`${plain}-${i}`)) return `${plain}-${i}`;
}
