import { defineTwilioChat } from '../chat/twilio-chat.ts';

/** WhatsApp through Twilio: https://www.twilio.com/docs/whatsapp/api */
export default defineTwilioChat({
  name: 'twilio-whatsapp',
  channel: 'whatsapp',
  scheme: 'whatsapp',
  title: { en: 'WhatsApp through Twilio', de: 'WhatsApp über Twilio' },
  summary: {
    en: 'A WhatsApp sender at Twilio; an approved template goes by the id that Twilio gave it (HX…).',
    de: 'Ein WhatsApp-Absender bei Twilio; eine genehmigte Vorlage geht unter der Kennung hinaus, die Twilio ihr gab (HX…).',
  },
});
