/** ClickHouse may take this long, twice, to delete the rows of an erased customer: less than a request may. */
export const ERASE_WITHIN_MS = 12_000;
/** Signals accepted and not stored yet: a few seconds of work. */
export const MOST_WAITING = 20_000;
/** Entries of an outcomes stream, each up to a batch of rows: what ClickHouse may be behind before ingest sheds. */
export const MOST_BACKLOG = 200_000;
