import type { Settings } from '../../config/settings.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import type { Log } from '../contract.ts';
import type { Definitions } from './contract.ts';
import { readFolder } from './folder.ts';

/** Publishes the workspace folder of the settings if nothing was ever published. Throws InvalidDefinitions. */
export async function seedWorkspace(
  definitions: Definitions,
  { workspace }: Pick<Settings, 'workspace'>,
  log: Log,
): Promise<void> {
  if (workspace === undefined || definitions.live.revision > 0) return;
  const { documents, locate } = await readFolder(workspace);
  try {
    await definitions.publish(documents, { replace: true });
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) throw new InvalidDefinitions(cause.problems.map(locate));
    throw cause;
  }
  log.info('published the workspace folder', { folder: workspace, documents: documents.length });
}
