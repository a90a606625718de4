/** The words of a link that unsubscribes, by language. */
const WORDS: Readonly<Record<string, string>> = {
  bg: 'Отписване',
  cs: 'Odhlásit odběr',
  da: 'Afmeld',
  de: 'Abmelden',
  el: 'Διαγραφή',
  en: 'Unsubscribe',
  es: 'Darse de baja',
  et: 'Loobu tellimusest',
  fi: 'Peruuta tilaus',
  fr: 'Se désabonner',
  hr: 'Odjava',
  hu: 'Leiratkozás',
  it: 'Annulla iscrizione',
  ja: '配信停止',
  ko: '수신 거부',
  lt: 'Atsisakyti prenumeratos',
  lv: 'Atteikties no abonementa',
  nb: 'Meld deg av',
  nl: 'Afmelden',
  nn: 'Meld deg av',
  no: 'Meld deg av',
  pl: 'Wypisz się',
  pt: 'Cancelar subscrição',
  'pt-BR': 'Cancelar inscrição',
  ro: 'Dezabonare',
  sk: 'Odhlásiť odber',
  sl: 'Odjava',
  sv: 'Avsluta prenumeration',
  tr: 'Abonelikten çık',
  uk: 'Відписатися',
  zh: '退订',
  'zh-HK': '取消訂閱',
  'zh-Hant': '取消訂閱',
  'zh-TW': '取消訂閱',
};

/** The words in a language or locale, BCP 47; in English where there are none. */
export function unsubscribeIn(language: string): string {
  const parts = language.split('-');
  for (let count = parts.length; count > 0; count--) {
    const words = WORDS[parts.slice(0, count).join('-')];
    if (words !== undefined) return words;
  }
  return WORDS.en!;
}
