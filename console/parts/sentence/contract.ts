/** The console's words for sentences, ready to be asked. */
export type SentenceWords = (key: string, values?: Readonly<Record<string, string | number>>) => string;
