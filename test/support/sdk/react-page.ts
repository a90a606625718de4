import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import {
  type AppClient,
  KairosProvider,
  useCards,
  useKairos,
  useMessages,
  useScreen,
} from '../../../sdk/react/index.ts';

/** The page of an app of React, for a test in a browser. */
interface Page {
  kairos: AppClient;
  token(): string;
}

const page = globalThis as unknown as Page & { readonly document: { readonly body: Parameters<typeof createRoot>[0] } };
const token = (): string => page.token();

function Cart() {
  useScreen('Cart', { items: 2 });
  const kairos = useKairos();
  const messages = useMessages(token);
  const cards = useCards(token);
  const feed = h(
    'section',
    { 'aria-label': 'Cards' },
    ...cards.map(({ id, title, isPinned, dismissed }) =>
      h('button', { key: id, type: 'button', onClick: dismissed }, isPinned ? `${title}, pinned` : title),
    ),
  );
  const list = h(
    'ul',
    {},
    h('button', { type: 'button', onClick: () => kairos.track('asked') }, 'Ask'),
    ...messages.map(({ id, title, clicked }) =>
      h('li', { key: id }, h('button', { type: 'button', onClick: clicked }, title)),
    ),
  );
  return h('div', {}, list, feed);
}

createRoot(page.document.body).render(h(KairosProvider, { kairos: page.kairos }, h(Cart)));
