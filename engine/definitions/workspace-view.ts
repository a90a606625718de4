import type { WorkspaceView } from '../../triggers/contract.ts';
import type { Live } from './contract.ts';

/** Returns the parts of the live definitions that every moment shares. `addressOf` is handed on. */
export function workspaceViewOf(
  { workspace, segments, tracking, renderer }: Pick<Live, 'workspace' | 'segments' | 'tracking' | 'renderer'>,
  addressOf: WorkspaceView['addressOf'],
  channelPriors?: WorkspaceView['channelPriors'],
): WorkspaceView {
  const hasSlot = (template: string, channel: string, slot: string) =>
    renderer.templates.get(template)?.channels[channel]?.[slot] !== undefined;
  return {
    workspace,
    segments,
    keepMessagesMs: tracking?.keepMessagesMs,
    addressOf,
    hasSlot,
    ...(channelPriors && { channelPriors }),
  };
}
