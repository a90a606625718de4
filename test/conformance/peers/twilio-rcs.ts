import { createTwilioChatPeer } from '../../support/twilio-peer.ts';

/** RCS through Twilio. */
export default createTwilioChatPeer('twilio-rcs', 'rcs');
