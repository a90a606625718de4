import { ALEXA_EVENT_EXPECTED, readAlexaEvent } from '../chat/alexa-event.ts';
import { readId } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^amzn1\.ask\.account\.[\w.-]{10,300}$/;

/** A notification of Alexa. */
export default {
  name: 'alexa',
  defaultProvider: 'alexa-events',
  title: { en: 'Alexa', de: 'Alexa' },
  summary: {
    en: 'A notification of an Alexa skill, to the trait `alexaId` of those who allow it: that a message waits, an order is on its way, an appointment has changed, and others of Alexa’s events. Alexa speaks no text of one’s own.',
    de: 'Eine Mitteilung eines Alexa-Skills an das Merkmal `alexaId` derer, die es erlauben: dass eine Nachricht wartet, eine Bestellung unterwegs ist, ein Termin sich geändert hat, und andere von Alexas Ereignissen. Eigene Texte spricht Alexa nicht.',
  },
  slots: {
    from: {
      title: { en: 'Who it is from', de: 'Von wem sie ist' },
      summary: {
        en: 'The name that Alexa says: the sender, seller, provider, source or league',
        de: 'Der Name, den Alexa sagt: Absender, Verkäufer, Anbieter, Quelle oder Liga',
      },
      format: 'text',
      required: true,
      maxChars: 60,
    },
    event: {
      title: { en: 'Event', de: 'Ereignis' },
      summary: {
        en: 'One of Alexa’s events with what its schema has, such as {"order": {"status": "ORDER_SHIPPED"}}; a message that waits when it is not given',
        de: 'Eines von Alexas Ereignissen mit dem, was sein Schema hat, etwa {"order": {"status": "ORDER_SHIPPED"}}; eine wartende Nachricht, wenn es fehlt',
      },
      format: 'json',
      required: false,
      maxChars: 2_000,
      expects: (text) => (readAlexaEvent(text) ? undefined : ALEXA_EVENT_EXPECTED),
    },
    language: {
      title: { en: 'Language', de: 'Sprache' },
      summary: {
        en: 'The language of its names, such as de-DE; that of the locale when it is not given',
        de: 'Die Sprache seiner Namen, etwa de-DE; die der Vorlage, wenn sie fehlt',
      },
      format: 'text',
      required: false,
      maxChars: 35,
      fills: 'language',
    },
  },
  traits: { alexaId: 'an id of Alexa: amzn1.ask.account.…' },
  address: (_customer, { alexaId }) => readId(alexaId, ID),
  asTest: (message) => ({ ...message, from: `Test ${message.from ?? ''}`.slice(0, 60) }),
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
