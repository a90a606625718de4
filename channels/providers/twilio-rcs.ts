import { defineTwilioChat } from '../chat/twilio-chat.ts';

/** RCS through Twilio: https://www.twilio.com/docs/rcs/send-an-rcs-message */
export default defineTwilioChat({
  name: 'twilio-rcs',
  channel: 'rcs',
  scheme: 'rcs',
  title: { en: 'RCS through Twilio', de: 'RCS über Twilio' },
  summary: {
    en: 'An RCS sender at Twilio; a message that its phone cannot show goes by no SMS on the side.',
    de: 'Ein RCS-Absender bei Twilio; was ein Telefon nicht zeigen kann, geht nicht nebenbei als SMS hinaus.',
  },
});
