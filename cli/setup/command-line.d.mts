/** Bundles the command line into a few files when its sources, or its packages, are not those of the last time. */
export function ensureCommandLine(root: string): Promise<void>;
