import type { Message } from '../../templates/contract.ts';
import { escapeHtml } from '../../templates/formats/html.ts';
import type { Alert, Recipient } from '../shelf/contract.ts';
import type { Found } from './contract.ts';

import { ALERT_WORDS } from './words.ts';

/** What is told of an alert: that it rings, or that it is over. */
export interface Told {
  readonly id: string;
  readonly alert: Alert;
  readonly found: Found;
  readonly at: number;
  readonly language: 'en' | 'de';
  /** Where the console shows it; undefined: it has no address. */
  readonly link: string | undefined;
}

/** Writes what is told of an alert for the channel of a recipient. */
export function sayAlert(told: Told, channel: Recipient['channel']): Message {
  const { alert, found, language, link, id, at } = told;
  const words = ALERT_WORDS[language];
  const says = found.isRinging ? sayFound(told) : words.isOver;
  const head = `${found.isRinging ? words.ringing : words.over}: ${alert.title}`;
  switch (channel) {
    case 'email':
      return {
        ...{ subject: head, language },
        html: `<p><b>${escapeHtml(head)}</b></p><p>${escapeHtml(says)}</p>${
          link === undefined ? '' : `<p><a href="${escapeHtml(link)}">${words.open}</a></p>`
        }`,
      };
    case 'slack':
      return { text: [`*${head}*`, says, ...(link === undefined ? [] : [link])].join('\n') };
    case 'webhook': {
      const state = found.isRinging ? 'ringing' : 'over';
      const payload = {
        alert: id,
        title: alert.title,
        state,
        at,
        number: found.number,
        watch: alert.watch,
        says,
        link,
      };
      return { payload: JSON.stringify(payload) };
    }
  }
}

function sayFound({ alert: { watch, title }, found: { number }, language }: Told): string {
  const format = (value: number | null) =>
    value === null ? '–' : new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const words = ALERT_WORDS[language];
  const of = {
    title,
    trigger: watch.kind === 'figure' ? '' : watch.trigger,
    column: watch.kind === 'figure' ? watch.column : '',
    number: watch.kind === 'skewed' && number !== null ? percent.format(number) : format(number),
    bound: watch.kind === 'figure' ? format(watch.bound) : '',
    for: watch.kind === 'silent' ? watch.for : '',
  };
  return words[watch.kind === 'figure' ? watch.is : watch.kind](of);
}
