import type * as z from 'zod';
import { createProviderChoice, type ProviderChoice, type ProviderChoiceParts } from '../../channels/choose-provider.ts';
import type { Provider, ProviderSettings } from '../../channels/contract.ts';
import { SECRET_NAME, secretsNamedIn } from '../../channels/reveal.ts';
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
    for (const account of attemptSettings(() => choice.choose(name, settings), source, path, findings) ?? []) {
      const at = account.path === '' ? path : `${path}.${account.path.slice(0, -1)}`;
      // What the workspace says is checked even where the environment's value wins.
      checkSettings(
        source,
        at,
        account.provider.settings,
        { ...account.settings, ...account.written },
        choice,
        findings,
      );
    }
  }
}

function checkSettings(
  source: string,
  path: string,
  schema: Provider['settings'],
  settings: ProviderSettings,
  { reveal }: Pick<ProviderChoice, 'reveal'>,
  findings: Findings,
): void {
  const secrets = secretsNamedIn(settings);
  for (const { path: within, name } of secrets) {
    if (!SECRET_NAME.test(name)) {
      findings.report(source, `${path}.${within}.secret`, 'the name of a secret: small letters, digits and hyphens');
    }
  }
  const revealed = reveal ? attemptSettings(() => reveal(settings), source, path, findings) : settings;
  if (!revealed) return;
  const read = schema.safeParse(revealed);
  // Without the values of secrets nobody can say whether they are right.
  const isHidden = ({ path: within }: z.core.$ZodIssue) =>
    !reveal && secrets.some((secret) => within.join('.').startsWith(secret.path));
  for (const issue of (read.error?.issues ?? []).filter((issue) => !isHidden(issue))) {
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys((schema as { shape?: object }).shape ?? {});
      for (const key of issue.keys) findings.expectKnown(source, `${path}.${key}`, 'a setting', key, known);
    } else findings.report(source, pathTo(path, issue.path), issue.message);
  }
}

/** Returns the result of `step`; undefined when it threw WrongSettings, whose problems are reported. */
function attemptSettings<T>(step: () => T, source: string, path: string, findings: Findings): T | undefined {
  try {
    return step();
  } catch (cause) {
    if (!(cause instanceof WrongSettings)) throw cause;
    for (const problem of cause.problems) {
      findings.report(source, [path, problem.path].filter(Boolean).join('.'), problem.expected);
    }
    return undefined;
  }
}
