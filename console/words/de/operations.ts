export default {
  title: 'Betrieb',
  failed: 'Gescheiterte Nachrichten',
  noneFailed: 'Keine Nachricht ist gescheitert.',
  reason: 'Ursache',
  again: 'Noch einmal senden',
  discard: 'Verwerfen',
};
