export default {
  title: 'Willkommen',
  lead: 'Fünf Schritte bis zum ersten Moment. Jeder hakt sich selbst ab, sobald die Engine ihn gesehen hat.',
  done: 'erledigt',
  open: 'noch offen',
  hints: {
    signal: 'Ihre App oder die Demo sendet, was sie weiß: Position, Wetter, Warenkorb.',
    place: 'Ein Geschäft, eine Haltestelle, ein Viertel: wo etwas geschehen kann.',
    trigger: 'Wann etwas eine Nachricht wert ist, an wen und welche.',
    message: 'Ein Kunde bekam das richtige Wort im richtigen Moment.',
    reason: 'Öffnen Sie einen Kunden: was bekannt ist, was geschah und warum, oder warum nicht.',
  },
  steps: {
    signal: 'Ein Signal kam an',
    place: 'Ein Ort ist gezeichnet',
    trigger: 'Ein Auslöser ist live',
    message: 'Eine Nachricht wurde gesendet',
    reason: 'Sie haben nachgesehen, warum',
  },
};
