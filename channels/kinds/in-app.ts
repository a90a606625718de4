import { noticeSlots } from '../content/notice-slots.ts';
import { CARD_EXPECTED, readCard } from '../content/read-card.ts';
import { FORM_EXPECTED, readForm } from '../content/read-form.ts';
import { readSurvey, SURVEY_EXPECTED } from '../content/read-survey.ts';
import type { Channel } from '../contract.ts';

/** A message within the app. */
export default {
  name: 'in-app',
  defaultProvider: 'inbox',
  title: { en: 'Message in the app', de: 'Nachricht in der App' },
  summary: {
    en: 'A message within the app, shown once when it is open, or kept as a card; it waits for the customer until it expires.',
    de: 'Eine Nachricht in der App, einmal gezeigt, wenn sie offen ist, oder als Karte behalten; sie wartet auf den Kunden, bis sie verfällt.',
  },
  slots: {
    ...noticeSlots(2_000),
    survey: {
      title: { en: 'Answers to a question', de: 'Antworten auf eine Frage' },
      summary: {
        en: 'Makes the title a question: `rating` (1 to 5), `rating 10`, `text`, or two to eight choices, each on a line',
        de: 'Macht aus dem Titel eine Frage: `rating` (1 bis 5), `rating 10`, `text` oder zwei bis acht Antworten, je Zeile eine',
      },
      format: 'text',
      required: false,
      maxChars: 700,
      expects: (text) => (readSurvey(text) ? undefined : SURVEY_EXPECTED),
    },
    form: {
      title: { en: 'Banner or modal', de: 'Banner oder Dialog' },
      summary: {
        en: 'How it is shown: `banner`, which lets the reader go on, or `modal`, which wants an answer first; else as the app has it',
        de: 'Wie sie gezeigt wird: als `banner`, der weiterlesen lässt, oder als `modal`, der zuerst eine Antwort will; sonst wie in der App üblich',
      },
      format: 'text',
      required: false,
      maxChars: 10,
      expects: (text) => (readForm(text) ? undefined : FORM_EXPECTED),
    },
    card: {
      title: { en: 'Card in the feed', de: 'Karte im Feed' },
      summary: {
        en: 'Keeps it in the feed of the app until it expires or is dismissed: `kept`, or `pinned` to stand first',
        de: 'Behält sie im Feed der App, bis sie verfällt oder weggelegt wird: `kept`, oder `pinned`, um oben zu stehen',
      },
      format: 'text',
      required: false,
      maxChars: 10,
      expects: (text) => (readCard(text) ? undefined : CARD_EXPECTED),
    },
  },
  together: 32,
  retry: { firstMs: 500, mostMs: 30_000 },
  asTest: (message) => ({ ...message, title: `[Test] ${message.title ?? ''}` }),
  address: (customer) => (customer === '' ? undefined : customer),
} satisfies Channel;
