/** Returns an error as Meta's Graph API says it. */
export function graphError(status: number, code: number, error_subcode?: number) {
  const error = { message: '(#1) no', type: 'OAuthException', code, ...(error_subcode && { error_subcode }) };
  return { status, body: { error: { ...error, fbtrace_id: 'Az' } } };
}
