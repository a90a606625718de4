const CELL = 8.4;
const LINE = 19;
const LEFT = 16;
const TOP = 48;
const TEXT = '#e6edf3';
const FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

/** What the codes that picocolors writes look like; its codes 22 and 39 end them. */
const STYLES: Readonly<Record<string, string>> = {
  1: `fill="${TEXT}" font-weight="700"`,
  2: `fill="${TEXT}" opacity="0.6"`,
  31: 'fill="#ff7b72"',
  32: 'fill="#7ee787"',
  33: 'fill="#e3b341"',
  35: 'fill="#d2a8ff"',
  36: 'fill="#56d4dd"',
};
const PLAIN = `fill="${TEXT}"`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals are told with
const CODE = /\x1b\[(\d+)m/;

/** Draws lines as a terminal shows them that is `width` characters wide. */
export function drawTerminal(lines: readonly string[], width: number, label: string): string {
  const [right, bottom] = [Math.ceil(LEFT * 2 + width * CELL), TOP + lines.length * LINE];
  const rows = lines.flatMap((line, i) => drawLine(line, TOP + i * LINE));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${bottom}" role="img" aria-label="${escapeXml(label)}">`,
    '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
    '<g fill="#30363d"><circle cx="18" cy="16" r="5"/><circle cx="36" cy="16" r="5"/><circle cx="54" cy="16" r="5"/></g>',
    `<g font-family="${FONT}" font-size="14" xml:space="preserve">`,
    ...rows,
    '</g></svg>',
  ].join('\n')}\n`;
}

/** Each run of one style is a text of its own, as wide as its characters are: fonts differ. */
function drawLine(line: string, y: number): readonly string[] {
  const drawn: string[] = [];
  let column = 0;
  let style = PLAIN;
  for (const [i, part] of line.split(CODE).entries()) {
    if (i % 2 === 1) {
      style = STYLES[part] ?? PLAIN;
      continue;
    }
    for (const [, blank = '', words = ''] of part.matchAll(/( *)((?:\S| (?=\S))*)/g)) {
      column += blank.length;
      const length = [...words].length;
      if (words.trim() !== '') {
        const at = `x="${(LEFT + column * CELL).toFixed(1)}" y="${y}" textLength="${(length * CELL).toFixed(1)}"`;
        drawn.push(`<text ${at} ${style}>${escapeXml(words)}</text>`);
      }
      column += length;
    }
  }
  return drawn;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
