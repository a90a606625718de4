import { createProviderChoice } from '../../channels/choose-provider.ts';
import { findSecrets } from '../../channels/http/settings.ts';
import type { Problem } from '../../triggers/contract.ts';
import { SENDER_RULES } from '../../triggers/policy/sender-rules.ts';
import type { Document, Language, Live } from './contract.ts';

/** Text that was meant to name a secret: `secret: NAME`, also in braces. */
const SECRET_AS_TEXT = /^\s*\{?\s*secret\s*:\s*["']?([a-z0-9][a-z0-9-]*)["']?\s*\}?\s*$/i;
/** A sender that is a name: no number in E.164, and no short code. */
const NAME = /[A-Za-z]/;
const TEXT_CHANNELS: ReadonlySet<string> = new Set(['sms', 'mms']);

/**
 * Finds in the accounts of a workspace what was meant otherwise: a credential that says `secret: NAME` as text, which
 * leaves as it stands, a credential itself, and a name as the sender for countries that do not deliver it, or only once
 * it is registered.
 */
export function findOddAccounts(
  documents: readonly Document[],
  live: Live,
  language: Pick<Language, 'channels' | 'providers'>,
): readonly Problem[] {
  return documents
    .filter(({ kind }) => kind === 'workspace')
    .flatMap(({ source }) =>
      Object.entries(live.workspace.providers).flatMap(([channel, written]) => [
        ...findSecretsAsText(written, `providers.${channel}`, source),
        ...findCredentials(channel, live, language, source),
        ...(TEXT_CHANNELS.has(channel) ? findSenderNames(written, `providers.${channel}`, source) : []),
      ]),
    );
}

function* findSecretsAsText(value: unknown, path: string, source: string): Generator<Problem> {
  if (typeof value === 'string') {
    const name = SECRET_AS_TEXT.exec(value)?.[1];
    if (name === undefined) return;
    const expected = `a reference to a secret: { secret: ${name} }; as text it leaves as it stands`;
    yield { source, path, expected };
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* findSecretsAsText(inner, `${path}.${key}`, source);
  }
}

/** Credentials that stand in the definitions themselves, where they are pulled, compared and kept in versions. */
function findCredentials(
  channel: string,
  { workspace }: Live,
  language: Pick<Language, 'channels' | 'providers'>,
  source: string,
): readonly Problem[] {
  const accounts = createProviderChoice(language).choose(channel, workspace.providers[channel] ?? {});
  return accounts.flatMap(({ provider, written, path }) =>
    findSecrets(provider.settings, written)
      .filter(({ value }) => !SECRET_AS_TEXT.test(value))
      .map(({ path: within }) => ({ source, path: `providers.${channel}.${path}${within}`, expected: CREDENTIAL })),
  );
}

const CREDENTIAL =
  'a reference to a secret, as a credential is kept with `kairos secret`; here everybody reads it who may read definitions';

function findSenderNames(written: unknown, path: string, source: string): readonly Problem[] {
  if (Array.isArray(written)) return written.flatMap((one, i) => findSenderNames(one, `${path}.${i}`, source));
  const { from, countries, country } = (written ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof from !== 'string' || !NAME.test(from)) return [];
  // Without either it is for whoever has a number: nobody knows for whom.
  const served = Array.isArray(countries) ? countries : [country];
  return (['not-delivered', 'registered'] as const).flatMap((names) => {
    const ruled = SENDER_RULES.filter((rule) => rule.names === names).flatMap((rule) => rule.countries);
    const meant = ruled.filter((code) => served.includes(code));
    if (meant.length === 0) return [];
    const expected =
      names === 'not-delivered'
        ? `a number as the sender for ${meant.join(', ')}: names are not delivered there`
        : `a name that is registered in ${meant.join(', ')}: others are not delivered there`;
    return [{ source, path: `${path}.from`, expected }];
  });
}
