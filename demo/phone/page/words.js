// The words of the page, in the language of the browser. It is loaded before anything else, as the engine may take a while.
const WORDS = {
  // What stands in the page is there in English.
  en: {
    jacket: 'Rain jacket',
    boots: 'Boots',
    umbrella: 'Umbrella',
    addWhat: (what) => `Add ${what} to the cart`,
    ready: 'Thursday evening. It rains, and the shops have just closed.',
    cart: (count, value) => `Cart: ${count} · ${value}`,
    taken: (accepted, waiting) => `${accepted} taken by the engine${waiting > 0 ? `, ${waiting} waiting` : ''}`,
    toldWho: 'Who it is, that offers are welcome, and its battery',
    toldCart: (value) => `The cart, ${value}`,
    toldPosition: (metres) => `A position, ${metres} m from the shop`,
    opens: (action) => `Opens ${action}`,
    trouble: (reason) => `Trouble: ${reason}`,
    away: (metres, shop, address) => `${metres} m from ${shop}, ${address}`,
    past: 'Past the shop. A second walk within a day brings no second voucher.',
    noEngine: (reason) => `The engine did not start. Load the page again to try once more. ${reason}`,
    message: { open: 'Open', close: 'Close' },
  },
  de: {
    title: 'Lipa auf dem Telefon',
    emptyCart: 'Korb ist leer',
    shelf: 'Für Regentage',
    jacket: 'Regenjacke',
    boots: 'Stiefel',
    umbrella: 'Schirm',
    add: 'Kaufen',
    addWhat: (what) => `${what} kaufen`,
    map: 'Die Straße, der Laden und dieses Telefon im Regen',
    starting: 'Für dieses Telefon startet eine Engine. Das dauert einige Sekunden.',
    ready: 'Donnerstagabend. Es regnet, und die Läden haben gerade zugemacht.',
    walk: 'Am Laden vorbeigehen',
    tells: 'Was dieses Telefon meldet',
    cart: (count, value) => `Korb: ${count} · ${value}`,
    taken: (accepted, waiting) => `${accepted} angenommen${waiting > 0 ? `, ${waiting} offen` : ''}`,
    toldWho: 'Wer es ist, dass Angebote willkommen sind, und den Akku',
    toldCart: (value) => `Den Korb, ${value}`,
    toldPosition: (metres) => `Eine Position, ${metres} m vom Laden`,
    opens: (action) => `Öffnet ${action}`,
    trouble: (reason) => `Störung: ${reason}`,
    away: (metres, shop, address) => `${metres} m von ${shop}, ${address}`,
    past: 'Am Laden vorbei. Ein zweiter Gang am selben Tag bringt keinen zweiten Gutschein.',
    noEngine: (reason) => `Die Engine ist nicht gestartet. Die Seite neu zu laden versucht es noch einmal. ${reason}`,
    message: { open: 'Öffnen', close: 'Schließen' },
  },
};

window.language = navigator.language.startsWith('de') ? 'de' : 'en';
window.words = WORDS[window.language];
const money = new Intl.NumberFormat(window.language, { style: 'currency', currency: 'EUR' });
window.priceOf = (value) => money.format(value);

document.documentElement.lang = window.language;
if (window.language !== 'en') {
  for (const element of document.querySelectorAll('[data-words]'))
    element.textContent = window.words[element.dataset.words];
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', window.words[element.dataset.label]);
}
for (const button of document.querySelectorAll('[data-sku]')) {
  button.setAttribute('aria-label', window.words.addWhat(window.words[button.dataset.sku]));
  button.previousElementSibling.textContent = window.priceOf(Number(button.dataset.price));
}
