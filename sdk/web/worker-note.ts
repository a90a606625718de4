/** Where a page leaves word for its worker. */
export const WORKER_CACHE = 'kairos';
export const WORKER_NOTE = '/kairos-note';
