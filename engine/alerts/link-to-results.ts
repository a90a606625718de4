/** Makes a link to a page of results in the console; undefined: the console has no address that others can open. */
export function linkToResults(
  consoleUrl: string | undefined,
  page: 'alerts' | 'boards',
  search: Readonly<Record<string, string>>,
): string | undefined {
  return consoleUrl && `${consoleUrl.replace(/\/$/, '')}/results/${page}?${new URLSearchParams(search)}`;
}
