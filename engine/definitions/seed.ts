import type { Settings } from '../../config/settings.ts';
import type { Log } from '../contract.ts';
import type { Definitions } from './contract.ts';
import { readFolder } from './folder.ts';

/** Publishes the workspace folder of the settings when nothing was ever published. Throws InvalidDefinitions. */
export async function seedWorkspace(
  definitions: Definitions,
  { workspace }: Pick<Settings, 'workspace'>,
  log: Log,
): Promise<void> {
  if (workspace === undefined || definitions.live.revision > 0) return;
  const { documents } = await readFolder(workspace);
  await definitions.publish(documents, { replace: true });
  log.info('published the workspace folder', { folder: workspace, documents: documents.length });
}
