/**
 * The words by which a reader says that they want no more messages, alone in a message: those that CTIA's Short Code
 * Monitoring Handbook and Twilio's default keywords name (both read November 2026), and their counterparts elsewhere.
 */
const STOP_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['stop', 'stop all', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'opt out', 'opt-out'],
  de: ['stopp', 'abmelden', 'abbestellen', 'ende', 'abbruch', 'austragen', 'kündigen'],
  fr: ['arret', 'arrêt', 'arrêter', 'désabonner', 'désinscrire'],
  es: ['alto', 'baja', 'cancelar', 'parar', 'detener'],
  it: ['ferma', 'basta', 'annulla', 'cancella'],
  nl: ['stoppen', 'afmelden', 'uitschrijven', 'einde'],
  pt: ['pare', 'sair', 'cancelar', 'parar'],
  pl: ['wypisz', 'zatrzymaj', 'koniec'],
  sv: ['stopp', 'avsluta', 'avregistrera'],
  tr: ['dur', 'iptal', 'durdur'],
};

const ALL = new Set(Object.values(STOP_WORDS).flat());

/** Whether a message says, and says nothing else than, that its writer wants no more. */
export function isStopWord(text: string): boolean {
  const said = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/^[\s"'„“”«».,!¡?*-]+|[\s"'„“”«».,!?*-]+$/gu, '')
    .replace(/\s+/gu, ' ');
  return ALL.has(said);
}
