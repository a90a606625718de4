import type { WorkspaceView } from '../../triggers/contract.ts';
import type { Live } from './contract.ts';

/** What of the live definitions holds for every moment alike. `addressOf` is asked as it is. */
export function workspaceViewOf(
  { workspace, segments, tracking }: Pick<Live, 'workspace' | 'segments' | 'tracking'>,
  addressOf: WorkspaceView['addressOf'],
): WorkspaceView {
  return { workspace, segments, keepMessagesMs: tracking?.keepMessagesMs, addressOf };
}
