import { XMLParser } from 'fast-xml-parser';
import { UnreadableFile } from './contract.ts';

/** An element of a file: its attributes, its children by their names, its text as `#text`. */
export type XmlElement = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  // A name of 1,000,000 characters made of ten is no file of places.
  processEntities: false,
});

/** Reads an XML file and gives its root of one of these names. Throws UnreadableFile. */
export function readXml(text: string, root: string): XmlElement {
  let read: XmlElement;
  try {
    read = parser.parse(text) as XmlElement;
  } catch (cause) {
    throw new UnreadableFile(`expected XML: ${(cause as Error).message}`, { cause });
  }
  const element = read[root];
  if (typeof element !== 'object' || element === null) throw new UnreadableFile(`expected a \`${root}\` element`);
  return element as XmlElement;
}

/** The children of a name, however many there are. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  const found = element[name];
  const list = Array.isArray(found) ? found : found === undefined || found === '' ? [] : [found];
  return list.map((one) => (typeof one === 'object' && one !== null ? (one as XmlElement) : { '#text': one }));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of a child; '' where it has none. */
export function textOf(element: XmlElement, name: string): string {
  const [child] = childrenOf(element, name);
  return String(child?.['#text'] ?? '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, word) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex as string, 16) : undefined;
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return ENTITIES[String(word).toLowerCase()] ?? whole;
    })
    .trim();
}
