import type { Channel, Provider } from '../../channels/contract.ts';
import { variablesOf } from '../../channels/environment.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';

const channels = await loadFolder<Channel>(new URL('../../channels/kinds/', import.meta.url));
const providers = await loadFolder<Provider>(new URL('../../channels/providers/', import.meta.url));

/** The environment variables of all providers. */
export const PROVIDER_VARIABLES = variablesOf(providers);

const defaults = [...channels.values()].map(({ defaultProvider }) => defaultProvider);

/** The names of those that channels' default providers take: the README lists them, and our containers pass them on. */
export const DEFAULT_VARIABLES = PROVIDER_VARIABLES.filter(({ provider }) => defaults.includes(provider)).map(
  ({ name }) => name,
);
