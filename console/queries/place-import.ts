import { queryOptions } from '@tanstack/react-query';
import type { ImportFileReport, ImportFileRequest, WithSaid } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** What would become of each row of a file. `stamp` tells one file from another, so that its text is no key. */
export const importPlanQuery = (asked: ImportFileRequest | undefined, stamp: string) =>
  queryOptions({
    queryKey: ['import', stamp, { ...asked, text: undefined }],
    queryFn: () => request<WithSaid<ImportFileReport>>('POST', '/v1/places/import-file', { ...asked, dryRun: true }),
    enabled: asked !== undefined,
    placeholderData: (before) => before,
    staleTime: 60_000,
    gcTime: 60_000,
  });

/** Publishes a file, all or nothing. */
export function publishFile(asked: ImportFileRequest): Promise<ImportFileReport> {
  return request('POST', '/v1/places/import-file', { ...asked, dryRun: false });
}
