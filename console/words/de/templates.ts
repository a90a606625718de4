export default {
  title: 'Vorlagen',
  empty: 'Es gibt noch keine Vorlage.',
  emptyHint: 'Eine Vorlage ist, was eine Nachricht sagt: je Kanal und Sprache.',
  count: '{count, plural, =0 {keine Vorlage} one {# Vorlage} other {# Vorlagen}}',
};
