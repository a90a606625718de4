import type { OutcomeStore } from '../stores/contract.ts';
import type { Wanted } from './words.ts';

type Store = Pick<OutcomeStore, 'query'>;

/** The place of a customer in what is read: the next page goes on after it. */
export type Mark = readonly [string, string, string];

/** A customer who may fit. */
export interface Proposal {
  readonly customer: string;
  readonly mark: Mark;
}

interface IndexAsk {
  readonly wanted: Wanted | undefined;
  readonly among: 'everything' | 'ids';
  readonly place: string | undefined;
  readonly after: Mark | undefined;
  readonly most: number;
}

/** Reads the customers whose words begin as typed, or who are in a place, in the order of the index. */
export async function readIndex(
  store: Store,
  { wanted, among, place, after, most }: IndexAsk,
): Promise<readonly Proposal[]> {
  const where = [
    ...(wanted ? [wordsLike(wanted, among)] : []),
    ...(place === undefined ? [] : [wanted ? `customer IN (SELECT customer ${IN_PLACE})` : "field = 'place'"]),
    ...(wanted || place === undefined ? [] : ['word = lowerUTF8({place:String}) AND holds']),
    ...(after ? ['(word, field, customer) > ({a0:String}, {a1:String}, {a2:String})'] : []),
  ];
  const from = wanted ? 'customer_index' : 'customer_index FINAL';
  const rows = await store.query<{ word: string; field: string; customer: string }>(
    `SELECT word, field, customer FROM ${from} WHERE ${where.join(' AND ')}
     ORDER BY word, field, customer LIMIT {most:UInt32}`,
    {
      ...(wanted && parameters(wanted)),
      ...(place !== undefined && { place }),
      ...(after && { a0: after[0], a1: after[1], a2: after[2] }),
      most,
    },
  );
  const found = rows.map(({ word, field, customer }) => ({ customer, mark: [word, field, customer] as const }));
  if (found.length === most || !wanted || after || place !== undefined) return found;
  return [...found, ...(await readStrangers(store, wanted.whole, most - found.length))];
}

const IN_PLACE = `FROM customer_index FINAL WHERE field = 'place' AND word = lowerUTF8({place:String}) AND holds`;

/** One condition on the words; each part of it is a range of the index. */
function wordsLike({ parts, trait, digits, lastDigits }: Wanted, among: IndexAsk['among']): string {
  if (among === 'ids') return "(startsWith(word, {whole:String}) AND field = 'id')";
  const ways = [
    "(startsWith(word, {whole:String}) AND field NOT IN ('place', 'phone-end'))",
    ...(parts.length > 0 ? ["(startsWith(word, {part:String}) AND startsWith(field, 'customer.'))"] : []),
    ...(trait ? ['(startsWith(word, {traitWord:String}) AND field = {trait:String})'] : []),
    ...(digits === undefined ? [] : ["(startsWith(word, {digits:String}) AND field = 'phone')"]),
    ...(lastDigits === undefined ? [] : ["(startsWith(word, reverse({last:String})) AND field = 'phone-end')"]),
  ];
  return `(${ways.join(' OR ')})`;
}

function parameters({ whole, parts, trait, digits, lastDigits }: Wanted): Readonly<Record<string, string>> {
  const longest = [...parts].sort((a, b) => b.length - a.length)[0];
  return {
    whole,
    ...(longest !== undefined && { part: longest }),
    ...(trait && { trait: trait.field, traitWord: trait.word }),
    ...(digits !== undefined && { digits }),
    ...(lastDigits !== undefined && { last: lastDigits }),
  };
}

/** Customers who never said who they are stand in the index after its next walk; until then their signals know them. */
async function readStrangers(store: Store, beginning: string, most: number): Promise<readonly Proposal[]> {
  const rows = await store.query<{ customer: string }>(
    'SELECT DISTINCT customer FROM signals WHERE startsWith(customer, {beginning:String}) LIMIT {most:UInt32}',
    { beginning, most },
  );
  return rows.map(({ customer }) => ({ customer, mark: ['\u{10ffff}', 'id', customer] }));
}

/** How far back to look for the newest customers: the first span with enough of them is taken. */
const SPANS_SECONDS = [60, 600, 3_600, 21_600, 86_400, 0];

/** Reads the customers with the newest signals, newest first. */
export async function readNewest(store: Store, after: Mark | undefined, most: number): Promise<readonly Proposal[]> {
  for (const seconds of SPANS_SECONDS) {
    const rows = await store.query<{ customer: string; last: number }>(
      `SELECT customer, toUnixTimestamp64Milli(max(stored_at)) AS last FROM signals
       WHERE customer != ''${seconds === 0 ? '' : ' AND stored_at > now() - {seconds:UInt32}'}
       GROUP BY customer ${after ? 'HAVING (last, customer) < ({last:Int64}, {customer:String})' : ''}
       ORDER BY last DESC, customer DESC LIMIT {most:UInt32}`,
      { most, seconds, ...(after && { last: Number(after[0]), customer: after[2] }) },
    );
    if (rows.length >= most || seconds === 0) {
      return rows.map(({ customer, last }) => ({ customer, mark: [String(last), '', customer] }));
    }
  }
  return [];
}

/** Writes a mark as text for an address. */
export function writeMark(mark: Mark | undefined): string | undefined {
  return mark && Buffer.from(JSON.stringify(mark)).toString('base64url');
}

/** Reads a mark; what is none begins anew. */
export function readMark(text: string | undefined): Mark | undefined {
  if (text === undefined) return undefined;
  try {
    const mark: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const isMark = Array.isArray(mark) && mark.length === 3 && mark.every((part) => typeof part === 'string');
    return isMark ? (mark as unknown as Mark) : undefined;
  } catch {
    return undefined;
  }
}
