export default {
  title: 'Willkommen',
  lead: 'Fünf Schritte bis zum ersten Moment. Jeder hakt sich selbst ab, sobald die Engine ihn gesehen hat.',
  steps: {
    signal: 'Ein Signal kam an',
    place: 'Ein Ort ist gezeichnet',
    trigger: 'Ein Auslöser ist live',
    message: 'Eine Nachricht wurde gesendet',
    reason: 'Sie haben nachgesehen, warum',
  },
};
