import { contentSlots, markText, readId, sayWritten } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';
import { readPhone } from '../sms/phone.ts';

/** The id that a business knows a customer by who hides the number. */
const BUSINESS_ID = /^[A-Z]{2}\.\d{5,30}$/;

/** A WhatsApp message. */
export default {
  name: 'whatsapp',
  defaultProvider: 'whatsapp-cloud',
  tracksLinks: true,
  title: { en: 'WhatsApp', de: 'WhatsApp' },
  summary: {
    en: 'A WhatsApp message, to the trait `whatsappId`, else to `phone`: an approved template, or free text within 24 hours of what the customer last wrote.',
    de: 'Eine WhatsApp-Nachricht an das Merkmal `whatsappId`, sonst an `phone`: eine genehmigte Vorlage oder freier Text in den 24 Stunden nach der letzten Nachricht des Kunden.',
  },
  slots: {
    ...contentSlots(4_096),
    template: {
      title: { en: 'Approved template', de: 'Genehmigte Vorlage' },
      summary: {
        en: 'The name of a template that WhatsApp has approved; it goes in place of the text while the customer has to write first',
        de: 'Der Name einer Vorlage, die WhatsApp genehmigt hat; sie geht anstelle des Textes hinaus, solange der Kunde zuerst schreiben muss',
      },
      format: 'text',
      required: false,
      maxChars: 512,
    },
    parameters: {
      title: { en: 'Values of the template', de: 'Werte der Vorlage' },
      summary: { en: 'A JSON list of its values, in order', de: 'Eine JSON-Liste ihrer Werte, der Reihe nach' },
      format: 'json',
      required: false,
      maxChars: 10_000,
    },
    language: {
      title: { en: 'Language', de: 'Sprache' },
      summary: {
        en: 'The language of the approved template, such as de or en_US; that of the locale when it is not given',
        de: 'Die Sprache der genehmigten Vorlage, etwa de oder en_US; die der Vorlage, wenn sie fehlt',
      },
      format: 'text',
      required: false,
      maxChars: 35,
      fills: 'language',
    },
  },
  shows: {
    pictures: 1,
    buttons: { most: 3, kinds: ['reply'], labelChars: 20 },
    list: { most: 10 },
    replies: { most: 3 },
  },
  traits: {
    whatsappId: 'a phone number in E.164, such as +4915112345678, or a business-scoped id, such as DE.12345678',
    phone: 'a phone number in E.164, such as +4915112345678 (or one of the account’s `country`)',
  },
  address: (_customer, { whatsappId, phone }, { country }) =>
    readId(whatsappId, BUSINESS_ID) ?? readPhone(whatsappId) ?? readPhone(phone, country),
  asReply: sayWritten,
  asTest: markText,
  isAddress: (to) => BUSINESS_ID.test(to) || readPhone(to) === to,
} satisfies Channel;
