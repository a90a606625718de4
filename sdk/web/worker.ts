import { WORKER_CACHE, WORKER_NOTE } from './worker-note.ts';

/** What a service worker is handed, of what this one uses. */
interface Extended {
  waitUntil(work: Promise<unknown>): void;
}
interface PushLike extends Extended {
  readonly data: { json(): unknown } | null;
}
interface ClickLike extends Extended {
  readonly notification: { readonly data: PushContent; close(): void };
}
interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { openWindow(url: string): Promise<unknown> };
  addEventListener(type: 'push', heard: (event: PushLike) => void): void;
  addEventListener(type: 'notificationclick', heard: (event: ClickLike) => void): void;
}

/** A push message as the engine encrypts it. */
interface PushContent {
  readonly delivery: string;
  readonly title: string;
  readonly body: string;
  readonly locked?: string;
  readonly collapse?: string;
  readonly action?: string;
  readonly image?: string;
}

const worker = self as unknown as Worker;

worker.addEventListener('push', (event) => {
  const content = event.data?.json() as PushContent | undefined;
  if (content?.title === undefined) return;
  const { title, body, locked, collapse, image, delivery } = content;
  // A worker cannot know whether the screen is locked: what may stand there stands everywhere, without the picture.
  const words = locked === undefined ? { body, ...(image !== undefined && { image }) } : { body: locked };
  // One that comes again, or is about the same, replaces the one that is shown.
  const how = { ...words, tag: collapse || delivery, data: content };
  event.waitUntil(worker.registration.showNotification(title, how).then(() => tell(delivery, 'delivered')));
});

worker.addEventListener('notificationclick', (event) => {
  const { notification } = event;
  const { delivery, action } = notification.data;
  notification.close();
  const opened = action !== undefined && /^https?:/i.test(action) ? worker.clients.openWindow(action) : undefined;
  event.waitUntil(Promise.all([opened, tell(delivery, 'clicked')]));
});

/** Tells the engine what became of a message; told again it changes nothing. */
async function tell(delivery: string, state: 'delivered' | 'clicked'): Promise<void> {
  const found = await (await caches.open(WORKER_CACHE)).match(WORKER_NOTE);
  if (!found) return;
  const { url, key, customer } = (await found.json()) as Readonly<Record<'url' | 'key' | 'customer', string>>;
  await fetch(`${url.replace(/\/+$/, '')}/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ id: `${state}-${delivery}`, kind: 'message', customer },
      value: { delivery, state, channel: 'push' },
    }),
  });
}
