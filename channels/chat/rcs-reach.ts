import type { Abilities } from '../content/contract.ts';
import { mapOf } from '../hooks/verify.ts';
import type { HttpReply } from '../http/contract.ts';

/** What a phone can show by RCS; without `shows` all that we write. */
export type RcsReach = { readonly shows: Abilities | undefined } | { readonly isUnreachable: true };

/** The features that messages of ours use. */
const USED = ['RICHCARD_STANDALONE', 'RICHCARD_CAROUSEL', 'ACTION_DIAL', 'ACTION_OPEN_URL'];

/**
 * Reads the features of a phone; undefined: the answer says nothing of it. 404 says that the phone is not to be reached
 * by this agent:
 * https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones/getCapabilities
 */
export function readRcsReach({ status, json }: HttpReply, all: Abilities): RcsReach | undefined {
  if (status === 404) return { isUnreachable: true };
  const { features = [] } = mapOf(json);
  if (status !== 200 || json === undefined || !Array.isArray(features)) return undefined;
  if (USED.every((feature) => features.includes(feature))) return { shows: undefined };
  const { buttons, pictures = 0, gallery, ...others } = all;
  const kinds = buttons?.kinds.filter((kind) => {
    if (kind === 'call') return features.includes('ACTION_DIAL');
    // A place is a link to a map.
    return kind === 'reply' || features.includes('ACTION_OPEN_URL');
  });
  return {
    shows: {
      ...others,
      pictures: features.includes('RICHCARD_STANDALONE') ? pictures : 0,
      ...(buttons && kinds && { buttons: { ...buttons, kinds } }),
      ...(gallery && features.includes('RICHCARD_CAROUSEL') && { gallery }),
    },
  };
}
