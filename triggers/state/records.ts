/*
 * Records whose names are data: traits, ids of places, names of triggers. V8 lays out what begins as `{}` by its names,
 * and notes at each layout at most 1,536 names that may follow. All plain objects of the process share the first
 * layout. Once it is full (a thousand places are enough), each further object gets a layout of its own, and code that
 * reads it takes two to three times as long. So these records begin with layouts of their own, which they share with
 * their kind only (docs/decisions/0080).
 */

/** A constructor whose objects are plain, as `{}` is; V8 lays them out apart from those of any other constructor. */
function plainObjects(): new () => object {
  function plain() {}
  plain.prototype = Object.prototype;
  return plain as unknown as new () => object;
}

const Values = plainObjects();
const ByName = plainObjects();

/** Creates the values of a customer or a device, with nothing in them. */
export function createValues<T>(): Record<string, T> {
  return new Values() as Record<string, T>;
}

/** Creates an empty record by names or ids. */
export function createRecord<T>(): Record<string, T> {
  return new ByName() as Record<string, T>;
}

/** Creates a record of entries. */
export function recordOf<T>(entries: Iterable<readonly [name: string, entry: T]>): Record<string, T> {
  const record = createRecord<T>();
  for (const [name, entry] of entries) record[name] = entry;
  return record;
}

/** Copies a record. */
export function copyRecord<T>(record: Readonly<Record<string, T>> | undefined): Record<string, T> {
  return Object.assign(createRecord<T>(), record);
}

/** Copies a record, and sets one of its entries. */
export function copyWith<T>(
  record: Readonly<Record<string, T>> | undefined,
  name: string,
  entry: T,
): Record<string, T> {
  const copy = copyRecord(record);
  copy[name] = entry;
  return copy;
}

/** Copies a record without one of its entries. */
export function copyWithout<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  const copy = createRecord<T>();
  for (const key in record) if (key !== name) copy[key] = record[key]!;
  return copy;
}
