import { FCM_RULES } from '../../support/fcm-rules.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Firebase Cloud Messaging, HTTP v1. */
export default createVendorPeer({ name: 'fcm', ...FCM_RULES });
