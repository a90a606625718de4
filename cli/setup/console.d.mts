/** Builds the console when its sources, or the packages, are not those of the last build. */
export function ensureConsole(root: string): Promise<void>;
