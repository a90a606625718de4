import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^[\w-]{20,40}$/;

/** A WeChat message. */
export default {
  name: 'wechat',
  defaultProvider: 'wechat-account',
  tracksLinks: true,
  title: { en: 'WeChat', de: 'WeChat' },
  summary: {
    en: 'A message of an official account of WeChat, to the trait `wechatId`, within 48 hours of what the customer last wrote.',
    de: 'Eine Nachricht eines offiziellen WeChat-Kontos an das Merkmal `wechatId`, in den 48 Stunden nach der letzten Nachricht des Kunden.',
  },
  slots: contentSlots(2_048),
  shows: {},
  traits: { wechatId: 'an OpenID of WeChat' },
  address: (_customer, { wechatId }) => readId(wechatId, ID),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
