import type { EnvironmentSetting, Provider, ProviderSettings } from './contract.ts';

/** An environment variable of a provider: where its value goes, and how it is checked. */
export interface ProviderVariable extends EnvironmentSetting {
  readonly name: string;
  readonly provider: string;
}

/** Lists the environment variables of all providers. */
export function variablesOf(providers: ReadonlyMap<string, Provider>): readonly ProviderVariable[] {
  return [...providers.values()].flatMap(({ name: provider, environment = {} }) =>
    Object.entries(environment).map(([name, setting]) => ({ ...setting, name, provider })),
  );
}

/** Returns the settings, by provider, that an environment with every variable's example would give. */
export function exampleEnvironment(
  providers: ReadonlyMap<string, Provider>,
): Readonly<Record<string, ProviderSettings>> {
  const settings: Record<string, Record<string, string>> = {};
  for (const { provider, setting, example } of variablesOf(providers)) {
    settings[provider] = { ...settings[provider], [setting]: example };
  }
  return settings;
}
