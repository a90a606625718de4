import type { Token } from './contract.ts';

/** A credential that expires, kept while it is good. */
export interface TokenSource {
  /** Returns the credential; one that expires soon is got anew, by one call at a time for all who ask. */
  get(): Promise<string>;
  /** Forgets this credential, unless it has been replaced meanwhile. */
  drop(value: string): void;
}

/** A credential is renewed before it expires, so that none expires on its way. */
const MARGIN = 0.1;

/** Creates a source of credentials; `now` is real time. */
export function createTokenSource(fetch: () => Promise<Token>, now: () => number): TokenSource {
  let kept: { readonly value: string; readonly until: number } | undefined;
  let pending: Promise<string> | undefined;
  const renew = async () => {
    const { value, goodForMs } = await fetch();
    kept = { value, until: now() + goodForMs * (1 - MARGIN) };
    return value;
  };
  return {
    async get() {
      if (kept && now() < kept.until) return kept.value;
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    drop(value) {
      if (kept?.value === value) kept = undefined;
    },
  };
}
