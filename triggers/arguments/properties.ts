import type { Moment } from '../contract.ts';

/** The properties of the event that is handled; none where it is another signal. */
export function propertiesOf({ signal }: Moment): Readonly<Record<string, unknown>> {
  return signal?.kind === 'event' ? ((signal.value.properties ?? NONE) as Readonly<Record<string, unknown>>) : NONE;
}

const NONE = Object.freeze({});

/**
 * Reads a property of an object, or of an object in it, by a path such as `product.brand`. Own properties of what came
 * as JSON only; total.
 */
export function propertyReader(path: string): (subject: unknown) => unknown {
  const [name, ...rest] = path.split('.');
  if (rest.length === 0) return readerOf(path);
  const read = readerOf(name!);
  const readRest = propertyReader(rest.join('.'));
  return (subject) => readRest(read(subject));
}

/**
 * Whether objects and lists inherit something of this name, so that it must be told from what they hold; most names are
 * not among that.
 */
export function isInherited(name: string): boolean {
  return name in Object.prototype || name in Array.prototype;
}

function readerOf(name: string): (subject: unknown) => unknown {
  if (isInherited(name)) {
    return (subject) => (isObject(subject) && Object.hasOwn(subject, name) ? subject[name] : undefined);
  }
  return (subject) => (isObject(subject) ? subject[name] : undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
