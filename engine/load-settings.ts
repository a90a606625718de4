import type { Provider } from '../channels/contract.ts';
import { variablesOf } from '../channels/environment.ts';
import { loadSettings, type Settings } from '../config/settings.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';

/**
 * Reads the settings of an engine from environment variables: its own, and those that providers take. Throws
 * InvalidSettings with every problem.
 */
export async function loadEngineSettings(
  env: Readonly<Record<string, string | undefined>>,
  readFile?: (path: string) => string,
): Promise<Settings> {
  const providers = await loadFolder<Provider>(new URL('../channels/providers/', import.meta.url));
  return loadSettings(env, variablesOf(providers), readFile);
}
