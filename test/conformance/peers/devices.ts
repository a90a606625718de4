import { FCM_RULES } from '../../support/fcm-rules.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** All devices, of which one is there: by Firebase Cloud Messaging. */
export default createVendorPeer({
  ...FCM_RULES,
  name: 'devices',
  settings: (url) => ({ fcm: { url, allow: [new URL(url).host], ...FCM_RULES.settings(url) } }),
  isNested: true,
});
