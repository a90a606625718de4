import { createExpectAddress } from '../../channels/expect-address.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { namesOf, type References } from '../../triggers/problems/references.ts';
import type { Language } from '../definitions/contract.ts';

/** Creates what signals are held against: purposes, channels and addresses of the workspace as it is live. */
export function createLiveReferences(
  { channels }: Pick<Language, 'channels'>,
  live: () => { readonly workspace: Workspace },
): () => References {
  let made: { readonly workspace: Workspace; readonly references: References } | undefined;
  return () => {
    const { workspace } = live();
    if (made?.workspace !== workspace) {
      const references = {
        purposes: new Set(Object.keys(workspace.purposes)),
        channels: namesOf(channels),
        expectAddress: createExpectAddress(channels, workspace.channels, workspace.providers),
      };
      made = { workspace, references };
    }
    return made.references;
  };
}
