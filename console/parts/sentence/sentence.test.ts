import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createTranslator } from 'use-intl/core';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { draft } from '../../../test/oracle/drafts.ts';
import { catalogFor } from '../../../test/support/catalog.ts';
import de from '../../words/de/sentence.ts';
import en from '../../words/en/sentence.ts';
import { indexCatalog } from '../conditions/catalog-index.ts';
import type { SentenceWords } from './contract.ts';
import { sayTrigger } from './say-trigger.ts';
import type { Speaker } from './say-value.ts';

const FOLDER = 'config/sample/triggers';
const speakerOf = async (locale: 'en' | 'de', messages: typeof en): Promise<Speaker> => {
  const catalog = await catalogFor(locale);
  return {
    words: createTranslator({ locale, messages }) as unknown as SentenceWords,
    index: indexCatalog(catalog),
    choices: { channel: catalog.channels.map(({ name, title }) => ({ value: name, label: title })) },
    locale,
  };
};
const speakers = { en: await speakerOf('en', en), de: await speakerOf('de', de) };

test('every sample trigger is one sentence in both languages', () => {
  const said = readdirSync(FOLDER).map((file) => {
    const value: unknown = parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
    return `${file}\n  ${sayTrigger(value, speakers.en)}\n  ${sayTrigger(value, speakers.de)}`;
  });
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "big-order.yaml
      When a customer sends a signal (event: “order-completed”), and property of the event “total” is at least 40, then “picking-desk” is sent, by Webhook, within 4 hours.
      Ein Kunde sendet ein Signal (Ereignis: „order-completed“), und dabei gilt: Eigenschaft des Ereignisses „total“ mindestens 40. Dann geht „picking-desk“ hinaus, über Webhook, innerhalb von 4 Stunden.
    breakfast-tomorrow.yaml
      When a customer enters a place (“karli”), and time of day is between 20:30 and 03:00 and attribute of the place “line” is “11”, then “breakfast” is sent, by Message in the app or E-mail, within 12 hours, to each at most once in 24 hours.
      Ein Kunde betritt einen Ort („karli“), und dabei gilt: Uhrzeit zwischen 20:30 und 03:00 und Angabe zum Ort „line“: „11“. Dann geht „breakfast“ hinaus, über Nachricht in der App oder E-Mail, innerhalb von 12 Stunden, an jeden höchstens einmal in 24 Stunden.
    cart-near-store.yaml
      When a customer enters a place with the tag “store”, and place is open: yes, stage of the purchase is “filling” or “checkout”, value of the cart is at least 15, cart untouched for is at least 20 minutes, and accuracy of the position is at most 60 m, then “cart-waiting” is sent, by Message in the app or E-mail, within 20 minutes, to each at most once in 12 hours, to 80% of them, if all of it is still true then.
      Ein Kunde betritt einen Ort mit dem Schlagwort „store“, und dabei gilt: Ort geöffnet: ja, Stand des Kaufs: „filling“ oder „checkout“, Warenwert mindestens 15, Warenkorb unberührt seit mindestens 20 Minuten und Genauigkeit der Position höchstens 60 m. Dann geht „cart-waiting“ hinaus, über Nachricht in der App oder E-Mail, innerhalb von 20 Minuten, an jeden höchstens einmal in 12 Stunden, an 80 % der Kunden, nur wenn dann noch alles zutrifft.
    exit-thank-you.yaml
      When a customer leaves a place with the tag “store”, and time spent in the place is between 5 minutes and 2 hours and customer is identified: yes, then “thank-you” is sent, by E-mail, within 2 hours, to each at most once in 12 hours.
      Ein Kunde verlässt einen Ort mit dem Schlagwort „store“, und dabei gilt: Aufenthalt am Ort zwischen 5 Minuten und 2 Stunden und Kunde ist bekannt: ja. Dann geht „thank-you“ hinaus, über E-Mail, innerhalb von 2 Stunden, an jeden höchstens einmal in 12 Stunden.
    gold-welcome.yaml
      When a customer enters a place with the tag “store”, and trait of the customer “tier” is “gold”, place is open: yes, and attribute of the place “format” is “haus”, “markt”, or “cafe”, then “gold-welcome” is sent, by Message in the app or E-mail, within 15 minutes, to each at most once in 24 hours, if all of it is still true then.
      Ein Kunde betritt einen Ort mit dem Schlagwort „store“, und dabei gilt: Merkmal des Kunden „tier“: „gold“, Ort geöffnet: ja und Angabe zum Ort „format“: „haus“, „markt“ oder „cafe“. Dann geht „gold-welcome“ hinaus, über Nachricht in der App oder E-Mail, innerhalb von 15 Minuten, an jeden höchstens einmal in 24 Stunden, nur wenn dann noch alles zutrifft.
    last-hour-bakery.yaml
      When a customer enters a place with the tag “store”, and place is open: yes, time of day is between 16:30 and 19:30, and attribute of the place “format” is “markt”, “haus”, or “ecke”, then “last-hour” is sent, within 45 minutes, to each at most once in 48 hours.
      Ein Kunde betritt einen Ort mit dem Schlagwort „store“, und dabei gilt: Ort geöffnet: ja, Uhrzeit zwischen 16:30 und 19:30 und Angabe zum Ort „format“: „markt“, „haus“ oder „ecke“. Dann geht „last-hour“ hinaus, innerhalb von 45 Minuten, an jeden höchstens einmal in 48 Stunden.
    long-look.yaml
      When a customer stays in a place with the tag “haus” (for: 10 minutes), and place is open: yes and form is phone, then “need-a-hand” is sent, by Message in the app, within 15 minutes, to each at most once in 24 hours.
      Ein Kunde hält sich an einem Ort auf mit dem Schlagwort „haus“ (so lange: 10 Minuten), und dabei gilt: Ort geöffnet: ja und Bauart: Telefon. Dann geht „need-a-hand“ hinaus, über Nachricht in der App, innerhalb von 15 Minuten, an jeden höchstens einmal in 24 Stunden.
    low-battery-cart.yaml
      When a customer sends a signal (kind of signal: “device”, battery is at most 25), and is being charged: no, stage of the purchase is “filling” or “checkout”, and pieces in the cart is at least 1, then “cart-saved” is sent, by E-mail, within 1 hour, to each at most once in 24 hours.
      Ein Kunde sendet ein Signal (Art des Signals: „device“, battery ist höchstens 25), und dabei gilt: wird geladen: nein, Stand des Kaufs: „filling“ oder „checkout“ und Stückzahl im Warenkorb mindestens 1. Dann geht „cart-saved“ hinaus, über E-Mail, innerhalb von 1 Stunde, an jeden höchstens einmal in 24 Stunden.
    morning-coffee.yaml
      When a customer enters a place with the tag “station”, and weekday is Monday, Tuesday, Wednesday, Thursday, or Friday, time of day is between 06:30 and 09:30, trait of the customer “tier” is “silver”, “gold”, or “basic”, and (sky is fog, drizzle, rain, or snow or temperature is below 10 °C), then “coffee-to-go” is sent, by Message in the app or E-mail, within 1 hour, to each at most once in 20 hours, to 80% of them.
      Ein Kunde betritt einen Ort mit dem Schlagwort „station“, und dabei gilt: Wochentag: Montag, Dienstag, Mittwoch, Donnerstag oder Freitag, Uhrzeit zwischen 06:30 und 09:30, Merkmal des Kunden „tier“: „silver“, „gold“ oder „basic“ und (Himmel: Nebel, Niesel, Regen oder Schnee oder Temperatur kleiner als 10 °C). Dann geht „coffee-to-go“ hinaus, über Nachricht in der App oder E-Mail, innerhalb von 1 Stunde, an jeden höchstens einmal in 20 Stunden, an 80 % der Kunden.
    park-picnic.yaml
      When a customer stays in a place with the tag “park” (for: 6 minutes), and sky is clear, temperature is at least 11 °C, and daylight: yes, then “picnic” is sent, by Message in the app, within 30 minutes, to each at most once in 72 hours.
      Ein Kunde hält sich an einem Ort auf mit dem Schlagwort „park“ (so lange: 6 Minuten), und dabei gilt: Himmel: Klar, Temperatur mindestens 11 °C und Tageslicht: ja. Dann geht „picnic“ hinaus, über Nachricht in der App, innerhalb von 30 Minuten, an jeden höchstens einmal in 72 Stunden.
    rainy-evening-walk-by.yaml
      When a customer enters a place with the tag “store”, and time of day is between 18:00 and 22:00, sky is rain or drizzle, form is phone, accuracy of the position is at most 50 m, and place is open: no, then “store-voucher” is sent, within 10 minutes, to each at most once in 24 hours, to 90% of them, if all of it is still true then.
      Ein Kunde betritt einen Ort mit dem Schlagwort „store“, und dabei gilt: Uhrzeit zwischen 18:00 und 22:00, Himmel: Regen oder Niesel, Bauart: Telefon, Genauigkeit der Position höchstens 50 m und Ort geöffnet: nein. Dann geht „store-voucher“ hinaus, innerhalb von 10 Minuten, an jeden höchstens einmal in 24 Stunden, an 90 % der Kunden, nur wenn dann noch alles zutrifft.
    umbrella-tip.yaml
      When a customer sees the weather change (begins: drizzle or rain, only near places: with the tag “store”, at most away: 300 m), and place is open: yes, attribute of the place “umbrellas” is at least 10, and not (items in the cart has an item that category is “rainwear”), then nothing is sent (dry run): it is recorded that “store-voucher” would be, within 15 minutes, to each at most once in 24 hours.
      Ein Kunde erlebt einen Wetterwechsel (beginnt: Niesel oder Regen, nur in der Nähe von Orten: mit dem Schlagwort „store“, höchstens entfernt: 300 m), und dabei gilt: Ort geöffnet: ja, Angabe zum Ort „umbrellas“ mindestens 10 und nicht (Artikel im Warenkorb hat einen Eintrag, der category ist „rainwear“). Dann wird nichts gesendet (Probelauf), nur vermerkt, dass „store-voucher“ hinausginge, innerhalb von 15 Minuten, an jeden höchstens einmal in 24 Stunden."
  `);
});

test('no trigger is so odd that it has no sentence', () => {
  for (const odd of [
    null,
    5,
    'x',
    [],
    {},
    { on: 5 },
    { on: { enter: null } },
    { when: [1] },
    { when: { all: 5, x: null } },
    { message: [] },
  ])
    expect(sayTrigger(odd, speakers.de)).toMatch(/^Ein Kunde .*\.$/);
  fc.assert(
    fc.property(draft, (trigger) => {
      expect(sayTrigger(trigger, speakers.en)).not.toMatch(/undefined|NaN|\[object/);
    }),
    { numRuns: 500 },
  );
});

test('what people write into a trigger is text in its sentence', () => {
  const name = '<b>{x}</b> ‮& co';
  expect(sayTrigger({ on: { enter: { places: { tag: name } } }, message: { template: name } }, speakers.en)).toBe(
    `When a customer enters a place with the tag “${name}”, then “${name}” is sent.`,
  );
});
