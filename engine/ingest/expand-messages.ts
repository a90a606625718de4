import { fieldsOf } from './fields.ts';
import type { Inputs } from './receive.ts';

/** The signals of a request of messages; `origin` says which message each came from. */
export interface ExpandedInputs extends Inputs {
  readonly origin: readonly number[];
}

/** Replaces each message by its signals. A device that says the same as before in the same request says it once. */
export function expandMessages(
  messages: readonly unknown[],
  oversize: ReadonlyMap<number, number>,
  signalsOf: (message: Readonly<Record<string, unknown>>) => readonly unknown[],
): Omit<ExpandedInputs, 'isDoubtful' | 'isShifted'> {
  const inputs: unknown[] = [];
  const origin: number[] = [];
  const tooLarge = new Map<number, number>();
  const devices = new Map<unknown, string>();
  messages.forEach((message, index) => {
    const bytes = oversize.get(index);
    if (bytes !== undefined) tooLarge.set(inputs.length, bytes);
    const isPlain = bytes === undefined && typeof message === 'object' && message !== null;
    for (const input of isPlain ? signalsOf(fieldsOf(message)) : [message]) {
      const { kind, customer, value } = fieldsOf(input);
      if (kind === 'device') {
        const said = JSON.stringify(value);
        if (devices.get(customer) === said) continue;
        devices.set(customer, said);
      }
      inputs.push(input);
      origin.push(index);
    }
  });
  return { inputs, origin, oversize: tooLarge };
}
