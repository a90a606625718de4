import { createTwilioChatPeer } from '../../support/twilio-peer.ts';

/** WhatsApp through Twilio. */
export default createTwilioChatPeer('twilio-whatsapp', 'whatsapp');
