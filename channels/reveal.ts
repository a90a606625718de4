import type { ProviderSettings } from './contract.ts';
import { WrongSettings } from './wrong-settings.ts';

/** The name of a secret: small letters, digits and hyphens. */
export const SECRET_NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** Returns the value of a secret; undefined: there is none. */
export type Reveal = (name: string) => string | undefined;

/**
 * Puts the values of secrets where settings say `{ secret: NAME }`. Throws WrongSettings for every secret that there is
 * not.
 */
export function revealSecrets(settings: ProviderSettings, reveal: Reveal): ProviderSettings {
  const problems: { path: string; expected: string }[] = [];
  const revealed = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      replaceIn(value, [name], (secret, path) => {
        const found = reveal(secret);
        if (found === undefined)
          problems.push({ path, expected: `a secret that there is; kairos secret set ${secret}` });
        return found;
      }),
    ]),
  );
  if (problems.length > 0) throw new WrongSettings(problems);
  return revealed;
}

/** Returns the paths within settings that are secrets. */
export function secretsNamedIn(
  settings: ProviderSettings,
): readonly { readonly path: string; readonly name: string }[] {
  const found: { path: string; name: string }[] = [];
  for (const [name, value] of Object.entries(settings)) {
    replaceIn(value, [name], (secret, path) => {
      found.push({ path, name: secret });
      return undefined;
    });
  }
  return found;
}

type Replace = (secret: string, path: string) => string | undefined;

function replaceIn(value: unknown, path: readonly (string | number)[], replace: Replace): unknown {
  if (Array.isArray(value)) return value.map((item, i) => replaceIn(item, [...path, i], replace));
  if (typeof value !== 'object' || value === null) return value;
  const { secret, ...others } = value as Readonly<Record<string, unknown>>;
  if (typeof secret === 'string' && Object.keys(others).length === 0) return replace(secret, path.join('.'));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, replaceIn(member, [...path, name], replace)]),
  );
}
