import { firstSettings, type WrittenAccounts } from './accounts.ts';
import type { Channel } from './contract.ts';

/** Says what a trait should be that holds an address; undefined: it is one, or holds none. */
export type ExpectAddress = (trait: string, value: unknown) => string | undefined;

/**
 * Creates the check of addresses that apps tell of a customer, for the channels that a workspace uses; `providers` are
 * its accounts, which may say where numbers are from. An address counts when one of the channels that read the trait
 * can use it.
 */
export function createExpectAddress(
  channels: ReadonlyMap<string, Channel>,
  used: readonly string[],
  providers: Readonly<Record<string, WrittenAccounts>>,
): ExpectAddress {
  const readers = new Map<string, Channel[]>();
  for (const name of new Set([...used, ...Object.keys(providers)])) {
    const channel = channels.get(name);
    for (const trait of Object.keys(channel?.traits ?? {})) {
      const known = readers.get(trait);
      if (known) known.push(channel!);
      else readers.set(trait, [channel!]);
    }
  }
  return (trait, value) => {
    const reading = readers.get(trait);
    if (reading === undefined || value === undefined) return undefined;
    const isOne = reading.some(
      (channel) => channel.address('', { [trait]: value }, firstSettings(providers[channel.name])) !== undefined,
    );
    return isOne ? undefined : reading[0]!.traits![trait];
  };
}
