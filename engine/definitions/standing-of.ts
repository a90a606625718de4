import type { Standing } from '../../triggers/contract.ts';
import type { Live } from './contract.ts';

/** What of the live definitions holds for every moment alike. `addressOf` is asked as it is. */
export function standingOf(
  { workspace, segments, tracking }: Pick<Live, 'workspace' | 'segments' | 'tracking'>,
  addressOf: Standing['addressOf'],
): Standing {
  return { workspace, segments, keepMessagesMs: tracking?.keepMessagesMs, addressOf };
}
