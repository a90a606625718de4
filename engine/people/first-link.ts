import type { Settings } from '../../config/settings.ts';
import type { People } from './contract.ts';

/**
 * Makes the administrator where there is nobody, and returns the address that signs them in once; undefined where
 * there are people.
 */
export async function makeFirstLink(
  people: Pick<People, 'first'>,
  { hasConsole, consoleUrl }: Pick<Settings, 'hasConsole' | 'consoleUrl'>,
  port: number,
): Promise<string | undefined> {
  const token = hasConsole ? await people.first() : undefined;
  return token && `${consoleUrl ?? `http://localhost:${port}`}/login?once=${token}`;
}
