import { request } from './request.ts';

/** Begins a draft of a document that there is not yet. */
export async function beginDraft(kind: string, name: string, text: string): Promise<void> {
  await request('PUT', `/v1/drafts/${kind}/${encodeURIComponent(name)}`, {
    text,
    baseVersion: 0,
    updatedAt: Date.now(),
    since: 0,
  });
}
