export default {
  'settings-or-accounts': 'Einstellungen, oder eine Liste von Konten',
  'how-many-accounts': '1 bis ‹most› Konten',
  'account-name': 'ein Name aus Kleinbuchstaben, Ziffern und Bindestrichen',
  'account-needs-name': 'eine Liste von Konten, jedes mit eigenem Namen',
  'account-name-twice': 'ein Name, den kein anderes Konto des Kanals hat',
  'provider-name': 'der Name eines Anbieters',
  'account-order': 'eine ganze Zahl von 0 bis 99',
  'account-country': 'ein Land aus zwei Großbuchstaben (ISO 3166-1), etwa DE',
  'one-country': 'mindestens ein Land',
  'purpose-name': 'der Name eines Zwecks',
  'purpose-needed': 'mindestens ein Zweck',
  'messages-a-second': 'Nachrichten je Sekunde, über 0',
};
