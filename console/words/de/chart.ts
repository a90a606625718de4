import type en from '../en/chart.ts';

export default {
  table: 'Zahlen als Tabelle',
  seeTable: 'Die Zahlen stehen in der Tabelle darunter.',
  link: 'Link',
  linkCopied: 'Link kopiert',
  sqlTitle: 'Die Frage als SQL',
  sqlHint: 'Sie ergibt dieselben Zahlen, wo immer die Sichten der Ergebnisse gefragt werden können.',
  cut: '{shown, number} von {of, number} Zeilen sind zu sehen; die CSV-Datei hat bis zu 50.000.',
  drawn: 'Das Bild zeigt {drawn, number} von {of, number} Zeilen.',
  asOf: 'Neueste Daten von {time}',
  noData: 'Noch keine Daten',
  cost: '{rows, number} Zeilen in {ms} ms gelesen',
  lag: 'neuere Zeilen warten seit {seconds, number} s',
} satisfies Record<keyof typeof en, string>;
