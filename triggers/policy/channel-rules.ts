import { DAY_MS } from '../time/spans.ts';
import type { ChannelRule } from './contract.ts';

const EEA = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI'],
  ...['LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
];

/** What services and laws do not let through, whatever the hour. */
export const CHANNEL_RULES: readonly ChannelRule[] = [
  {
    // WhatsApp takes marketing for numbers of the United States and delivers none of it, since April 2025.
    ...{ channels: ['whatsapp'], countries: ['US'], isOfMarketing: true },
    source: 'https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates',
    asOf: '2026-11',
  },
  {
    ...{ channels: ['tiktok'], countries: [...EEA, 'GB', 'CH'] },
    source: 'https://business-api.tiktok.com/portal/docs?id=1832183871604753',
    asOf: '2026-11',
  },
  {
    ...{ channels: ['sms', 'mms', 'rcs'], countries: ['US'], regions: ['FL', 'OK', 'WA'], isOfMarketing: true },
    most: { count: 3, withinMs: DAY_MS },
    source: 'https://www.ncsl.org/technology-and-communication/telemarketing-laws',
    asOf: '2026-11',
  },
];
