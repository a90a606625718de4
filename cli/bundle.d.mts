/** What a bundle was made from: sources, and folders of parts, by their paths below the folder of package.json. */
export interface Made {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly hash: string;
}
/** Where the command line lies as few files, below the folder of package.json. */
export const BUNDLE: string;
/** What runs long and under load runs from its sources. */
export const FROM_SOURCES: readonly string[];
/** What the bundle that lies there was made from, if that is as it was; else undefined. */
export function findFresh(root: string): Made | undefined;
/** The hash of what a bundle is made from, as it is now. Throws when some of it is gone. */
export function hashOf(root: string, made: Pick<Made, 'files' | 'folders'>): string;
