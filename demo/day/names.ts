/** Invented names for the people of the recorded day. */
export const GIVEN_NAMES = [
  ...['Mara', 'Jonas', 'Lena', 'Paul', 'Greta', 'Emil', 'Ida', 'Theo', 'Clara', 'Anton', 'Frieda', 'Oskar', 'Nele'],
  ...['Karl', 'Johanna', 'Felix', 'Hanna', 'Moritz', 'Lotte', 'Jakob', 'Marie', 'Ben', 'Paula', 'Linus', 'Juli'],
  ...['Konrad', 'Elsa', 'Max', 'Thea', 'Arthur', 'Mathilda', 'Leo', 'Ronja', 'Hannes', 'Antonia', 'Kurt', 'Svea'],
  ...['Sabine', 'Uwe', 'Kerstin', 'Jens', 'Heike', 'Thomas', 'Katrin', 'Frank', 'Anke', 'Steffen', 'Silke', 'Holger'],
  ...['Aylin', 'Mehmet', 'Linh', 'Minh', 'Olga', 'Dmitri', 'Zofia', 'Piotr', 'Amira', 'Yusuf', 'Fatma', 'Nadia'],
] as const;

export const FAMILY_NAMES = [
  ...['Winkler', 'Hoffmann', 'Krause', 'Lehmann', 'Richter', 'Zimmermann', 'Naumann', 'Seidel', 'Vogel', 'Franke'],
  ...['Böhme', 'Schubert', 'Kretzschmar', 'Lindner', 'Jäger', 'Köhler', 'Förster', 'Schumann', 'Hempel', 'Opitz'],
  ...['Graf', 'Thiele', 'Arnold', 'Beyer', 'Ludwig', 'Nitzsche', 'Petzold', 'Reichel', 'Uhlig', 'Wolf'],
  ...['Kaya', 'Nguyen', 'Kowalski', 'Ivanova', 'Haddad', 'Demir', 'Tran', 'Nowak', 'Sommer', 'Adler'],
] as const;

/** Guests of the city, and the language their phones speak. */
export const GUEST_NAMES: readonly { readonly name: readonly [string, string]; readonly locale: string }[] = [
  { name: ['Emma', 'Clarke'], locale: 'en-GB' },
  { name: ['Oliver', 'Hughes'], locale: 'en-GB' },
  { name: ['Sophie', 'Bennett'], locale: 'en-GB' },
  { name: ['Grace', 'Sullivan'], locale: 'en-IE' },
  { name: ['Ethan', 'Miller'], locale: 'en-US' },
  { name: ['Chloé', 'Laurent'], locale: 'fr-FR' },
  { name: ['Lucas', 'Moreau'], locale: 'fr-FR' },
  { name: ['Giulia', 'Conti'], locale: 'it-IT' },
  { name: ['Sanne', 'Visser'], locale: 'nl-NL' },
  { name: ['Daan', 'Bakker'], locale: 'nl-NL' },
  { name: ['Freja', 'Nielsen'], locale: 'da-DK' },
  { name: ['Kateřina', 'Dvořáková'], locale: 'cs-CZ' },
  { name: ['Anna', 'Huber'], locale: 'de-AT' },
  { name: ['Reto', 'Frei'], locale: 'de-CH' },
];
