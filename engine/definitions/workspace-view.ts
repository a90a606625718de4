import type { WorkspaceView } from '../../triggers/contract.ts';
import type { Live } from './contract.ts';

/** Returns the parts of the live definitions that every moment shares. `addressOf` is handed on. */
export function workspaceViewOf(
  { workspace, segments, tracking }: Pick<Live, 'workspace' | 'segments' | 'tracking'>,
  addressOf: WorkspaceView['addressOf'],
): WorkspaceView {
  return { workspace, segments, keepMessagesMs: tracking?.keepMessagesMs, addressOf };
}
