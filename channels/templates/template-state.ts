import type { TemplateState } from './contract.ts';

/** Words of the Cloud API after which a template cannot be sent; with any other it is tried. */
const UNUSABLE: ReadonlySet<string> = new Set([
  ...['ABSENT', 'PENDING', 'IN_APPEAL', 'REJECTED', 'PAUSED', 'DISABLED'],
  ...['ARCHIVED', 'PENDING_DELETION', 'DELETED', 'LIMIT_EXCEEDED'],
]);

/** Tells whether a message by a template in this state would be refused. */
export function isUnusable({ state }: Pick<TemplateState, 'state'>): boolean {
  return UNUSABLE.has(state);
}

/** The language as the service writes it. */
export function templateLanguage(language: string | undefined): string {
  return (language ?? 'en').trim().replace('-', '_');
}
