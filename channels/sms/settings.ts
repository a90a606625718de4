import * as z from 'zod';

/** Settings that every account for text messages has. */
export const SMS_SETTINGS = {
  /** A number in E.164, a short code, or a name. */
  from: z
    .string('a number or a name of a sender')
    .regex(/^(\+?\d{3,15}|[A-Za-z0-9 ]{1,11})$/, 'a number or a name of a sender'),
  /** Where numbers are from that name no country. */
  country: z
    .string('a country')
    .regex(/^[A-Z]{2}$/, 'a country')
    .optional(),
};

/** Their words. */
export const SMS_WORDS = {
  from: {
    title: { en: 'Sender', de: 'Absender' },
    description: {
      en: 'A number in E.164, a short code, or a name of at most 11 letters, which nobody can answer.',
      de: 'Eine Nummer in E.164, eine Kurzwahl oder ein Name von höchstens 11 Buchstaben, dem niemand antworten kann.',
    },
    kind: 'text',
    examples: ['+4930123456'],
  },
  country: {
    title: { en: 'Country', de: 'Land' },
    description: {
      en: 'Where numbers are from that name no country.',
      de: 'Woher Nummern sind, die kein Land nennen.',
    },
    kind: 'country',
    examples: ['DE'],
  },
} as const;
