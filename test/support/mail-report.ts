const BOUNDARY = '=_x(1)/2';

/**
 * Writes a report on a mail to `ann@post.example`, as mail servers do: `dsn` of a dead address, `arf` of a complaint.
 */
export function mailReport(
  kind: 'dsn' | 'arf',
  { copy, address = 'ann@post.example' }: { readonly copy: string; readonly address?: string },
): Buffer {
  const [type, status] =
    kind === 'dsn'
      ? [
          'delivery-status',
          [
            ...['Reporting-MTA: dns; mx.example', '', `Final-Recipient: rfc822; ${address}`, 'Action: failed'],
            ...['Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such user'],
          ],
        ]
      : [
          'feedback-report',
          ['Feedback-Type: abuse', 'User-Agent: Mx/1', 'Version: 1', `Original-Rcpt-To: <${address}>`],
        ];
  const lines = [
    ...['From: MAILER-DAEMON@mx.example', 'Subject: A report', 'MIME-Version: 1.0'],
    `Content-Type: multipart/report; report-type=${type};`,
    `\tboundary="${BOUNDARY}"`,
    ...['', 'A report.', `--${BOUNDARY}`, 'Content-Type: text/plain', '', 'See below.', `--${BOUNDARY}`],
    ...[`Content-Type: message/${type}`, '', ...status, '', `--${BOUNDARY}`],
    ...['Content-Type: text/rfc822-headers', '', copy, '', `--${BOUNDARY}--`, ''],
  ];
  return Buffer.from(lines.join('\r\n'));
}
