/** Draws into a picture of a size; what is drawn later lies above. */
export class Svg {
  readonly #parts: string[] = [];
  readonly #width: number;
  readonly #height: number;
  readonly #label: string;

  constructor(width: number, height: number, label: string) {
    [this.#width, this.#height, this.#label] = [width, height, label];
  }

  /** Styles by class, for what is drawn very often. */
  classes(styles: Readonly<Record<string, string>>): void {
    const rules = Object.entries(styles).map(([name, style]) => `.${name}{${style}}`);
    this.#parts.push(`<style>${rules.join('')}</style>`);
  }

  rect(x: number, y: number, width: number, height: number, style: string): void {
    this.#parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" ${style}/>`);
  }

  circle(x: number, y: number, radius: number, style: string): void {
    this.#parts.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" ${style}/>`);
  }

  line(points: readonly (readonly [x: number, y: number])[], style: string): void {
    this.#parts.push(`<path d="M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join(' L')}" fill="none" ${style}/>`);
  }

  area(rings: readonly (readonly (readonly [x: number, y: number])[])[], style: string): void {
    const path = rings.map((ring) => `M${ring.map(([x, y]) => `${n(x)} ${n(y)}`).join(' L')} Z`).join(' ');
    this.#parts.push(`<path d="${path}" fill-rule="evenodd" ${style}/>`);
  }

  text(x: number, y: number, text: string, style = ''): void {
    this.#parts.push(`<text x="${n(x)}" y="${n(y)}" ${style}>${escapeXml(text)}</text>`);
  }

  finish(): string {
    const head =
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${this.#width} ${this.#height}" ` +
      `font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif" font-size="12" fill="#434343" ` +
      `role="img" aria-label="${escapeXml(this.#label)}">`;
    const ground = `<rect width="${this.#width}" height="${this.#height}" fill="#ffffff"/>`;
    return `${[head, ground, ...this.#parts, '</svg>'].join('\n')}\n`;
  }
}

/** The colours of the pictures in the pages. */
export const COLOURS = {
  yes: '#389e0d',
  perhaps: '#d48806',
  no: '#8c8c8c',
  refused: '#cf1322',
  place: '#1677ff',
  text: '#1f1f1f',
} as const;

/** A tenth of a unit is enough, and the same on every machine. */
function n(number: number): string {
  return String(Math.round(number * 10) / 10 + 0);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
