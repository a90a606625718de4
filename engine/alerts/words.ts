type Numbers = Readonly<Record<'trigger' | 'title' | 'column' | 'number' | 'bound' | 'for', string>>;

interface AlertWords {
  readonly ringing: string;
  readonly over: string;
  above(of: Numbers): string;
  below(of: Numbers): string;
  silent(of: Numbers): string;
  skewed(of: Numbers): string;
  readonly isOver: string;
  readonly open: string;
  readonly none: string;
  readonly cut: string;
  cutOf(shown: string, of: string): string;
  drawn(drawn: string, of: string): string;
  readonly failed: string;
  readonly week: string;
}

/** What alerts and mailed boards say. The people who get them read the workspace's language. */
export const ALERT_WORDS: Readonly<Record<'en' | 'de', AlertWords>> = {
  en: {
    ringing: 'Alert',
    over: 'Over',
    above: ({ column, number, bound }) => `${column} is ${number}, above ${bound}.`,
    below: ({ column, number, bound }) => `${column} is ${number}, below ${bound}.`,
    silent: ({ trigger, for: time }) => `The trigger ${trigger} has not matched for ${time}.`,
    skewed: ({ trigger, number }) =>
      `The control group of ${trigger} has ${number} of its customers, which is not the share that was meant: its effect cannot be told.`,
    isOver: 'This is over.',
    open: 'Open in Kairos',
    none: 'No rows.',
    cut: 'There are more rows.',
    cutOf: (shown, of) => `${shown} of ${of} rows are shown.`,
    drawn: (drawn, of) => `The chart shows ${drawn} of ${of} rows.`,
    failed: 'This could not be answered:',
    week: 'Your board of the week',
  },
  de: {
    ringing: 'Alarm',
    over: 'Vorbei',
    above: ({ column, number, bound }) => `${column} ist ${number}, über ${bound}.`,
    below: ({ column, number, bound }) => `${column} ist ${number}, unter ${bound}.`,
    silent: ({ trigger, for: time }) => `Der Auslöser ${trigger} hat seit ${time} nicht mehr gepasst.`,
    skewed: ({ trigger, number }) =>
      `Die Kontrollgruppe von ${trigger} hat ${number} der Kunden und damit nicht den gewollten Anteil: Die Wirkung lässt sich nicht sagen.`,
    isOver: 'Das ist vorbei.',
    open: 'In Kairos öffnen',
    none: 'Keine Zeilen.',
    cut: 'Es gibt weitere Zeilen.',
    cutOf: (shown, of) => `${shown} von ${of} Zeilen sind zu sehen.`,
    drawn: (drawn, of) => `Das Bild zeigt ${drawn} von ${of} Zeilen.`,
    failed: 'Das ließ sich nicht beantworten:',
    week: 'Ihre Tafel der Woche',
  },
};
