import { readId } from '../content/text-slot.ts';
import type { Channel } from '../contract.ts';

const ID = /^amzn1\.ask\.account\.[\w.-]{10,300}$/;

/** A notification of Alexa. */
export default {
  name: 'alexa',
  defaultProvider: 'alexa-events',
  title: { en: 'Alexa', de: 'Alexa' },
  summary: {
    en: 'A notification of an Alexa skill, to the trait `alexaId` of those who allow it: that a message waits, and of whom. Alexa speaks no text of one’s own.',
    de: 'Eine Mitteilung eines Alexa-Skills an das Merkmal `alexaId` derer, die es erlauben: dass eine Nachricht wartet, und von wem. Eigene Texte spricht Alexa nicht.',
  },
  slots: {
    from: {
      title: { en: 'Who it is from', de: 'Von wem sie ist' },
      summary: { en: 'The name that Alexa says', de: 'Der Name, den Alexa sagt' },
      format: 'text',
      required: true,
      maxChars: 60,
    },
  },
  traits: { alexaId: 'an id of Alexa: amzn1.ask.account.…' },
  address: (_customer, { alexaId }) => readId(alexaId, ID),
  isAddress: (to) => readId(to, ID) === to,
} satisfies Channel;
