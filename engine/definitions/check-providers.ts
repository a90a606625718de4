import { createProviderChoice, type ProviderChoiceParts } from '../../channels/choose-provider.ts';
import type { Provider, ProviderSettings } from '../../channels/contract.ts';
import { WrongSettings } from '../../channels/wrong-settings.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { pathTo } from '../../triggers/problems/problem-path.ts';
import type { Findings } from './findings.ts';

/** Reports every problem that would keep a provider of the workspace from being opened. */
export function checkProviders(
  source: string,
  workspace: Workspace,
  providing: ProviderChoiceParts,
  findings: Findings,
): void {
  const { channels } = providing;
  const choice = createProviderChoice(providing);
  for (const [name, settings] of Object.entries(workspace.providers)) {
    const path = `providers.${name}`;
    if (!channels.has(name)) {
      findings.expectKnown(source, path, 'a channel', name, channels.keys());
      continue;
    }
    try {
      for (const { provider, written, settings: opened, path: within } of choice.choose(name, settings)) {
        // What the workspace says is checked even where the environment's value wins.
        const at = within === '' ? path : `${path}.${within.slice(0, -1)}`;
        checkSettings(source, at, provider.settings, { ...opened, ...written }, findings);
      }
    } catch (cause) {
      if (!(cause instanceof WrongSettings)) throw cause;
      for (const problem of cause.problems) {
        findings.report(source, [path, problem.path].filter(Boolean).join('.'), problem.expected);
      }
    }
  }
}

function checkSettings(
  source: string,
  path: string,
  schema: Provider['settings'],
  settings: ProviderSettings,
  findings: Findings,
): void {
  const read = schema.safeParse(settings);
  for (const issue of read.error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys((schema as { shape?: object }).shape ?? {});
      for (const key of issue.keys) findings.expectKnown(source, `${path}.${key}`, 'a setting', key, known);
    } else findings.report(source, pathTo(path, issue.path), issue.message);
  }
}
