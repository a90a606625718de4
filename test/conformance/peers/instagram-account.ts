import { createPagePeer } from '../../support/page-peer.ts';

/** Instagram messaging. */
export default createPagePeer('instagram-account');
