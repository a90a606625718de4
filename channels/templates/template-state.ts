import type { ApprovedTemplates, TemplateState } from './contract.ts';

/** Words of the Cloud API, and of Twilio, after which a template cannot be sent; with any other it is tried. */
const UNUSABLE: ReadonlySet<string> = new Set([
  ...['ABSENT', 'PENDING', 'IN_APPEAL', 'REJECTED', 'PAUSED', 'DISABLED'],
  ...['ARCHIVED', 'PENDING_DELETION', 'DELETED', 'LIMIT_EXCEEDED', 'RECEIVED'],
]);

/** Tells whether a message by a template in this state would be refused. */
export function isUnusable({ state }: Pick<TemplateState, 'state'>): boolean {
  return UNUSABLE.has(state);
}

/** The language as the service writes it. */
export function templateLanguage(language: string | undefined): string {
  return (language ?? 'en').trim().replace('-', '_');
}

/** The language by which a template is known. */
export function languageIn({ isInOneLanguage }: Omit<ApprovedTemplates, 'bookOf'>, language: string | undefined) {
  return isInOneLanguage ? '' : templateLanguage(language);
}
