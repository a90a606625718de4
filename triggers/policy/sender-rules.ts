import type { SenderRule } from './contract.ts';

/**
 * Where a name as the sender of a text message is not delivered, and where it has to be registered first. Countries are
 * those that the sources name; others may have rules too.
 */
export const SENDER_RULES: readonly SenderRule[] = [
  {
    ...{ countries: ['CA', 'CN', 'US'], names: 'not-delivered' },
    source: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/sender-id.html',
    asOf: '2026-11',
  },
  {
    ...{ countries: ['PR'], names: 'not-delivered' },
    source: 'https://developers.telnyx.com/docs/messaging/messages/alphanumeric-sender-id',
    asOf: '2026-11',
  },
  {
    countries: [
      ...['AT', 'AU', 'BY', 'EG', 'ES', 'FI', 'ID', 'IE', 'IN', 'JO', 'KE', 'KW', 'KZ', 'LK', 'PH', 'QA', 'RU', 'SA'],
      ...['SG', 'TH'],
    ],
    names: 'registered',
    source: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-country.md',
    asOf: '2026-11',
  },
];
