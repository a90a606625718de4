import type { Standing } from '../../triggers/contract.ts';
import type { Live } from './contract.ts';

/** What of the live definitions holds for every moment alike. `reaches` is asked as it is. */
export function standingOf(
  { workspace, segments, tracking }: Pick<Live, 'workspace' | 'segments' | 'tracking'>,
  reaches: Standing['reaches'],
): Standing {
  return { workspace, segments, keepMessagesMs: tracking?.keepMessagesMs, reaches };
}
