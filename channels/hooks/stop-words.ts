/** Words of one language by which a reader wants no more messages, and where they were read. */
export interface StopWords {
  /** Its code: https://www.rfc-editor.org/info/bcp47 */
  readonly language: string;
  readonly words: readonly string[];
  /** The page that lists them. `translated`: no list was found, they are what the words of other lists mean. */
  readonly source: string;
  /** The month in which it was read or translated, `YYYY-MM`. */
  readonly asOf: string;
}

const TWILIO = 'https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out';
const AWS = 'https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html';
const HUAWEI = 'https://support.huaweicloud.com/topic/487084-3-D';
const asOf = '2026-11';
const TRANSLATED = { source: 'translated', asOf } as const;

/**
 * The words by which a reader says that they want no more messages, alone in a message. A word stands here only if it
 * answers nothing else often: `no` does not, and `cancel` does, with its counterparts, as carriers and the law of the
 * United States take it for a stop.
 */
export const STOP_WORDS: readonly StopWords[] = [
  {
    language: 'en',
    words: ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
    ...{ source: TWILIO, asOf },
  },
  { language: 'en', words: ['opt out', 'remove'], source: AWS, asOf },
  { language: 'en', words: ['stop all', 'unsub'], ...TRANSLATED },
  { language: 'fr', words: ['arrêt'], source: AWS, asOf },
  {
    language: 'fr',
    words: ['arrêter', 'arrête', 'désabonner', 'désabonnement', 'désinscrire', 'désinscription'],
    ...TRANSLATED,
  },
  {
    language: 'de',
    words: [
      ...['stopp', 'abmelden', 'abmeldung', 'abbestellen', 'ende', 'abbruch', 'austragen'],
      ...['kündigen', 'kuendigen', 'keine werbung'],
    ],
    ...TRANSLATED,
  },
  { language: 'es', words: ['alto', 'baja', 'cancelar', 'parar', 'detener', 'darse de baja'], ...TRANSLATED },
  { language: 'it', words: ['ferma', 'basta', 'annulla', 'cancella', 'disiscrivi'], ...TRANSLATED },
  { language: 'nl', words: ['stoppen', 'afmelden', 'uitschrijven', 'einde'], ...TRANSLATED },
  { language: 'pt', words: ['pare', 'sair', 'cancelar', 'parar', 'descadastrar'], ...TRANSLATED },
  { language: 'ca', words: ['atura', 'baixa'], ...TRANSLATED },
  { language: 'sv', words: ['stopp', 'avsluta', 'avregistrera'], ...TRANSLATED },
  { language: 'da', words: ['afmeld', 'frameld'], ...TRANSLATED },
  { language: 'nb', words: ['stopp', 'avslutt', 'avmeld'], ...TRANSLATED },
  { language: 'fi', words: ['lopeta', 'peruuta'], ...TRANSLATED },
  { language: 'pl', words: ['wypisz', 'zatrzymaj', 'koniec', 'anuluj', 'rezygnuję'], ...TRANSLATED },
  { language: 'cs', words: ['odhlásit', 'zrušit', 'konec'], ...TRANSLATED },
  { language: 'sk', words: ['odhlásiť', 'zrušiť', 'koniec'], ...TRANSLATED },
  { language: 'hu', words: ['leiratkozás', 'leiratkozom', 'leállítás'], ...TRANSLATED },
  { language: 'ro', words: ['dezabonare', 'oprește', 'anulare'], ...TRANSLATED },
  { language: 'tr', words: ['dur', 'iptal', 'durdur', 'çıkış', 'abonelikten çık'], ...TRANSLATED },
  { language: 'el', words: ['στοπ', 'διακοπή', 'διαγραφή'], ...TRANSLATED },
  { language: 'ru', words: ['стоп', 'отписаться', 'отписка', 'отмена', 'прекратить'], ...TRANSLATED },
  { language: 'uk', words: ['стоп', 'відписатися', 'відписатись', 'відписка', 'скасувати'], ...TRANSLATED },
  { language: 'bg', words: ['стоп', 'отписване', 'спри'], ...TRANSLATED },
  { language: 'ar', words: ['توقف', 'إيقاف', 'قف', 'إلغاء', 'إلغاء الاشتراك', 'ستوب'], ...TRANSLATED },
  { language: 'fa', words: ['توقف', 'لغو', 'لغو اشتراک'], ...TRANSLATED },
  { language: 'he', words: ['הסר', 'הסרה', 'עצור', 'סטופ'], ...TRANSLATED },
  { language: 'hi', words: ['रोकें', 'रोको', 'बंद करें'], ...TRANSLATED },
  { language: 'id', words: ['berhenti', 'berhenti berlangganan'], ...TRANSLATED },
  { language: 'ms', words: ['henti', 'berhenti'], ...TRANSLATED },
  { language: 'vi', words: ['dừng', 'ngừng', 'hủy', 'hủy đăng ký'], ...TRANSLATED },
  { language: 'th', words: ['หยุด', 'ยกเลิก'], ...TRANSLATED },
  // Its letters stand for 退订 where a phone writes no Chinese.
  { language: 'zh', words: ['td'], source: AWS, asOf },
  { language: 'zh-Hans', words: ['退订'], source: HUAWEI, asOf },
  { language: 'zh-Hans', words: ['拒收', '停止', '取消', '取消订阅'], ...TRANSLATED },
  { language: 'zh-Hant', words: ['退訂', '拒收', '停止', '取消', '取消訂閱'], ...TRANSLATED },
  { language: 'ja', words: ['停止', '配信停止', '配信解除', '解約', 'ストップ', 'キャンセル'], ...TRANSLATED },
  { language: 'ko', words: ['중지', '중단', '수신거부', '수신 거부', '취소', '스톱', '스탑'], ...TRANSLATED },
];
