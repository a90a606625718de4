import { propertyReader } from '../arguments/properties.ts';
import type { FieldShape, FieldType } from '../contract.ts';
import type { Operator } from '../operators/contract.ts';
import type { Scope } from './contract.ts';

/** The properties of an item: any name can be asked, of any type. */
export function itemScope(operators: ReadonlyMap<string, Operator>): Scope<unknown> {
  return { operators, names: [], resolve: (name) => ({ shape: { type: 'any' }, read: propertyReader(name) }) };
}

/** The members of a signal kind: other names are unknown; inside a member any name can be asked. */
export function detailsScope(
  operators: ReadonlyMap<string, Operator>,
  members: ReadonlyMap<string, FieldShape>,
): Scope<unknown> {
  return {
    operators,
    names: [...members.keys()],
    resolve(name) {
      const [first = '', ...rest] = name.split('.');
      const shape = members.get(first);
      return shape && { shape: rest.length > 0 ? { type: 'any' } : shape, read: propertyReader(name) };
    },
  };
}

/** One value of a type, whatever it is called. */
export function valueScope(operators: ReadonlyMap<string, Operator>, type: FieldType): Scope<unknown> {
  return { operators, names: [], resolve: () => ({ shape: { type }, read: (value) => value }) };
}
