export default {
  title: 'Templates',
  empty: 'There is no template yet.',
  emptyHint: 'A template is what a message says, by channel and language.',
  count: '{count, plural, =0 {no template} one {# template} other {# templates}}',
};
