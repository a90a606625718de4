import { createPagePeer } from '../../support/page-peer.ts';

/** Messenger Platform. */
export default createPagePeer('messenger-page');
