/** Reads a property of an object, or of an object in it, by a path such as `product.brand`. Own properties only; total. */
export function propertyReader(path: string): (subject: unknown) => unknown {
  const [name, ...rest] = path.split('.');
  if (rest.length === 0) return (subject) => own(subject, path);
  const readRest = propertyReader(rest.join('.'));
  return (subject) => readRest(own(subject, name!));
}

function own(subject: unknown, name: string): unknown {
  return typeof subject === 'object' && subject !== null && Object.hasOwn(subject, name)
    ? (subject as Record<string, unknown>)[name]
    : undefined;
}
