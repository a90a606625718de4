export default {
  title: 'Anmelden',
  name: 'Name oder E-Mail-Adresse',
  password: 'Passwort',
  signIn: 'Anmelden',
  wrong: 'Name und Passwort gehören nicht zusammen.',
  tooMany: 'Zu viele Versuche. Wieder möglich in {seconds, plural, one {# Sekunde} other {# Sekunden}}.',
  first:
    'Zum ersten Mal hier? Beim Start hat die Engine einen Link ausgegeben; er meldet Sie einmal an und lässt Sie ein Passwort wählen.',
  lost: 'Passwort vergessen? Auf dem Server ausführen:',
  once: 'Dieser Link wurde schon benutzt oder ist zu alt. Der Befehl unten, auf dem Server ausgeführt, gibt einen neuen aus:',
  byProvider: 'Mit Ihrer Organisation anmelden',
  refusals: {
    away: 'Die Anmeldung Ihrer Organisation antwortet nicht. Versuchen Sie es bald wieder oder nehmen Sie Ihr Passwort.',
    late: 'Diese Anmeldung wurde nicht in diesem Browser begonnen oder hat zu lange gedauert. Beginnen Sie noch einmal.',
    denied: 'Die Anmeldung Ihrer Organisation hat abgelehnt.',
    'no-role':
      'Ihre Organisation kennt Sie, gibt Ihnen in Kairos aber keine Rolle. Fragen Sie, wer ihre Gruppen verwaltet.',
    taken: 'Eine Person Ihres Namens meldet sich hier mit Passwort an. Die Verwaltung kann sie vorher entfernen.',
  },
  choose: 'Passwort wählen',
  chooseHint: 'Mindestens 10 Zeichen.',
  again: 'Noch einmal dasselbe',
  differ: 'Die beiden sind nicht gleich.',
  tooShort: 'Es müssen mindestens 10 Zeichen sein.',
  keep: 'Übernehmen und weiter',
};
