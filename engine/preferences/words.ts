/** The words of the pages that customers see. */
export interface PageWords {
  readonly title: string;
  readonly intro: string;
  readonly purpose: string;
  readonly language: string;
  readonly save: string;
  readonly nothing: string;
  readonly saved: string;
  readonly waits: string;
  readonly incomplete: string;
  readonly confirmTitle: string;
  readonly confirmText: string;
  readonly confirm: string;
  readonly confirmed: string;
  readonly over: string;
  /** The mail that asks; {sender} and {purpose} are filled in. */
  readonly mailSubject: string;
  readonly mailText: string;
  readonly mailIgnore: string;
  /** What a STOP by text is answered with; {sender} is filled in. */
  readonly stopped: string;
}

/** By language: English and German whole, the others in simple words. */
const WORDS: Readonly<Record<string, PageWords>> = {
  en: {
    title: 'What may we write to you about?',
    intro: 'Choose what you want, and where. It holds at once.',
    purpose: 'About',
    language: 'Language',
    save: 'Save',
    nothing: 'No messages at all',
    saved: 'Saved.',
    waits: 'waits for your confirmation by e-mail',
    incomplete: 'This link is not complete. Please open the link in the message once more.',
    confirmTitle: 'Please confirm',
    confirmText: 'May we write to {address} about {purpose}?',
    confirm: 'Yes, please',
    confirmed: 'Thank you, it is confirmed.',
    over: 'This link is over. Please choose once more, and we will send a new one.',
    mailSubject: 'Please confirm: messages about {purpose}',
    mailText: '{sender} was asked to write to this address about {purpose}. Is that right?',
    mailIgnore: 'If you did not ask for it, you need not do anything: no further messages will come.',
    stopped: '{sender}: you get no more messages here.',
  },
  de: {
    title: 'Worüber dürfen wir Ihnen schreiben?',
    intro: 'Wählen Sie, was Sie möchten und auf welchem Weg. Es gilt sofort.',
    purpose: 'Zweck',
    language: 'Sprache',
    save: 'Speichern',
    nothing: 'Gar keine Nachrichten',
    saved: 'Gespeichert.',
    waits: 'wartet auf Ihre Bestätigung per E-Mail',
    incomplete: 'Dieser Link ist nicht vollständig. Bitte öffnen Sie den Link in der Nachricht noch einmal.',
    confirmTitle: 'Bitte bestätigen',
    confirmText: 'Dürfen wir an {address} zum Zweck „{purpose}“ schreiben?',
    confirm: 'Ja, gern',
    confirmed: 'Vielen Dank, das ist bestätigt.',
    over: 'Dieser Link ist abgelaufen. Bitte wählen Sie noch einmal, dann senden wir einen neuen.',
    mailSubject: 'Bitte bestätigen: Nachrichten zum Zweck „{purpose}“',
    mailText: '{sender} wurde gebeten, an diese Adresse zum Zweck „{purpose}“ zu schreiben. Stimmt das?',
    mailIgnore: 'Wenn Sie das nicht wollten, müssen Sie nichts tun: Es kommen keine weiteren Nachrichten.',
    stopped: '{sender}: Sie erhalten hier keine Nachrichten mehr.',
  },
  fr: {
    title: 'À quel sujet pouvons-nous vous écrire ?',
    intro: 'Choisissez ce que vous voulez. C’est valable tout de suite.',
    purpose: 'Sujet',
    language: 'Langue',
    save: 'Enregistrer',
    nothing: 'Aucun message',
    saved: 'Enregistré.',
    waits: 'attend votre confirmation par e-mail',
    incomplete: 'Ce lien n’est pas complet. Ouvrez encore une fois le lien du message.',
    confirmTitle: 'Merci de confirmer',
    confirmText: 'Pouvons-nous écrire à {address} au sujet de {purpose} ?',
    confirm: 'Oui',
    confirmed: 'Merci, c’est confirmé.',
    over: 'Ce lien n’est plus valable. Choisissez encore une fois, et nous en enverrons un autre.',
    mailSubject: 'Merci de confirmer : messages au sujet de {purpose}',
    mailText: 'On a demandé à {sender} d’écrire à cette adresse au sujet de {purpose}. Est-ce juste ?',
    mailIgnore: 'Si vous n’avez rien demandé, ne faites rien : aucun autre message ne viendra.',
    stopped: '{sender} : vous ne recevrez plus de messages ici.',
  },
  es: {
    title: '¿Sobre qué podemos escribirle?',
    intro: 'Elija lo que quiera. Vale de inmediato.',
    purpose: 'Tema',
    language: 'Idioma',
    save: 'Guardar',
    nothing: 'Ningún mensaje',
    saved: 'Guardado.',
    waits: 'espera su confirmación por correo',
    incomplete: 'Este enlace no está completo. Abra otra vez el enlace del mensaje.',
    confirmTitle: 'Confirme, por favor',
    confirmText: '¿Podemos escribir a {address} sobre {purpose}?',
    confirm: 'Sí',
    confirmed: 'Gracias, está confirmado.',
    over: 'Este enlace ya no vale. Elija otra vez y le enviaremos uno nuevo.',
    mailSubject: 'Confirme, por favor: mensajes sobre {purpose}',
    mailText: 'Se pidió a {sender} que escriba a esta dirección sobre {purpose}. ¿Es correcto?',
    mailIgnore: 'Si no lo pidió, no haga nada: no llegarán más mensajes.',
    stopped: '{sender}: ya no recibirá mensajes aquí.',
  },
  it: {
    title: 'Di che cosa possiamo scriverLe?',
    intro: 'Scelga ciò che desidera. Vale subito.',
    purpose: 'Tema',
    language: 'Lingua',
    save: 'Salva',
    nothing: 'Nessun messaggio',
    saved: 'Salvato.',
    waits: 'attende la Sua conferma per e-mail',
    incomplete: 'Questo link non è completo. Apra ancora una volta il link del messaggio.',
    confirmTitle: 'Conferma',
    confirmText: 'Possiamo scrivere a {address} su {purpose}?',
    confirm: 'Sì',
    confirmed: 'Grazie, è confermato.',
    over: 'Questo link è scaduto. Scelga ancora una volta e ne invieremo uno nuovo.',
    mailSubject: 'Conferma: messaggi su {purpose}',
    mailText: 'È stato chiesto a {sender} di scrivere a questo indirizzo su {purpose}. È giusto?',
    mailIgnore: 'Se non l’ha chiesto, non deve fare nulla: non arriveranno altri messaggi.',
    stopped: '{sender}: qui non riceverà altri messaggi.',
  },
  nl: {
    title: 'Waarover mogen wij u schrijven?',
    intro: 'Kies wat u wilt. Het geldt meteen.',
    purpose: 'Onderwerp',
    language: 'Taal',
    save: 'Opslaan',
    nothing: 'Helemaal geen berichten',
    saved: 'Opgeslagen.',
    waits: 'wacht op uw bevestiging per e-mail',
    incomplete: 'Deze link is niet volledig. Open de link in het bericht nog een keer.',
    confirmTitle: 'Bevestig, alstublieft',
    confirmText: 'Mogen wij aan {address} schrijven over {purpose}?',
    confirm: 'Ja',
    confirmed: 'Dank u, het is bevestigd.',
    over: 'Deze link is verlopen. Kies nog een keer, dan sturen wij een nieuwe.',
    mailSubject: 'Bevestig, alstublieft: berichten over {purpose}',
    mailText: 'Aan {sender} is gevraagd naar dit adres te schrijven over {purpose}. Klopt dat?',
    mailIgnore: 'Als u dit niet vroeg, hoeft u niets te doen: er komen geen verdere berichten.',
    stopped: '{sender}: u krijgt hier geen berichten meer.',
  },
};

/** The languages of the pages, and what each calls itself. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  it: 'Italiano',
  nl: 'Nederlands',
};

/** Returns the language of the pages that is nearest to a locale; English where there is none. */
export function languageOf(...locales: readonly unknown[]): string {
  for (const locale of locales) {
    const language = typeof locale === 'string' ? locale.slice(0, 2).toLowerCase() : '';
    if (Object.hasOwn(WORDS, language)) return language;
  }
  return 'en';
}

/** Returns the words of a language that pages have. */
export function wordsIn(language: string): PageWords {
  return WORDS[language] ?? WORDS.en!;
}

/** Fills in what stands in braces. */
export function fillWords(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
