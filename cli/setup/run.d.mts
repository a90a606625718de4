/** Runs a command to its end. Resolves with its exit code and the last lines it said. */
export function run(
  command: string,
  args: readonly string[],
  options?: { cwd?: string; env?: Record<string, string>; onLine?: (line: string) => boolean },
): Promise<{ code: number; said: string }>;
