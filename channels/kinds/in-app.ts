import { noticeSlots } from '../content/notice-slots.ts';
import { readSurvey, SURVEY_EXPECTED } from '../content/read-survey.ts';
import type { Channel } from '../contract.ts';

/** A message within the app. */
export default {
  name: 'in-app',
  defaultProvider: 'inbox',
  title: { en: 'Message in the app', de: 'Nachricht in der App' },
  summary: {
    en: 'A message within the app, shown once when it is open; it waits for the customer until it expires.',
    de: 'Eine Nachricht in der App, einmal gezeigt, wenn sie offen ist; sie wartet auf den Kunden, bis sie verfällt.',
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
  },
  together: 32,
  retry: { firstMs: 500, mostMs: 30_000 },
  asTest: (message) => ({ ...message, title: `[Test] ${message.title ?? ''}` }),
  address: (customer) => (customer === '' ? undefined : customer),
} satisfies Channel;
