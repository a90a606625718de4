import type { Channel, Provider, ProviderSettings } from '../../channels/contract.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { pathTo } from '../../triggers/problems/problem-path.ts';
import type { Findings } from './findings.ts';

/** What providers are checked against. */
export interface Providing {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Settings by channel that the engine adds where the workspace says nothing, such as an SMTP server of its own. */
  readonly providerDefaults?: Readonly<Record<string, ProviderSettings>>;
}

/** Notes everything that would keep a provider of the workspace from being opened. */
export function checkProviders(source: string, workspace: Workspace, providing: Providing, findings: Findings): void {
  const { channels, providers, providerDefaults = {} } = providing;
  for (const [name, given] of Object.entries(workspace.providers)) {
    const path = `providers.${name}`;
    if (!channels.has(name)) {
      findings.expectKnown(source, path, 'a channel', name, channels.keys());
      continue;
    }
    const { provider: wanted, ...settings } = { ...providerDefaults[name], ...given };
    const able = [...providers.values()].filter(({ channel }) => channel === name);
    const provider = wanted === undefined ? able[0] : able.find((candidate) => candidate.name === wanted);
    if (!provider) {
      findings.report(source, `${path}.provider`, `one of ${able.map((candidate) => candidate.name).join(', ')}`);
      continue;
    }
    const read = provider.settings.safeParse(settings);
    if (read.success) continue;
    for (const issue of read.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        const known = Object.keys((provider.settings as { shape?: object }).shape ?? {});
        for (const key of issue.keys) findings.expectKnown(source, `${path}.${key}`, 'a setting', key, known);
      } else findings.report(source, pathTo(path, issue.path), issue.message);
    }
  }
}
