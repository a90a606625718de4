import type { FieldType } from '../contract.ts';
import type { Operator } from '../operators/contract.ts';
import { propertyReader } from '../properties.ts';
import type { Scope } from './contract.ts';

/** The properties of an item: any name can be asked, of any type. */
export function itemScope(operators: ReadonlyMap<string, Operator>): Scope<unknown> {
  return { operators, names: [], resolve: (name) => ({ field: { type: 'any' }, read: propertyReader(name) }) };
}

/** One value of a type, whatever it is called. */
export function valueScope(operators: ReadonlyMap<string, Operator>, type: FieldType): Scope<unknown> {
  return { operators, names: [], resolve: () => ({ field: { type }, read: (value) => value }) };
}
