import type { Inside } from '../../app/contract.ts';
import type { PushOptions } from '../contract.ts';
import { WORKER_CACHE, WORKER_NOTE } from '../worker-note.ts';

const PERMISSIONS = { granted: 'granted', denied: 'denied', default: 'undecided' } as const;

/**
 * Registers this browser for push messages, and its customers in turn. Call it from a click: browsers ask the customer
 * only then. Returns the function that ends it, for the present customer too.
 */
export async function registerPush(
  inside: Inside,
  { publicKey, worker = '/kairos-worker.js' }: PushOptions,
): Promise<() => void> {
  const { client, problem } = inside;
  const permission = await Notification.requestPermission();
  client.device({ pushPermission: PERMISSIONS[permission] });
  if (permission !== 'granted') return () => undefined;
  // A page with Trusted Types hands in an address that its own policy made.
  await navigator.serviceWorker.register(worker as string);
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const value = { service: 'web-push', token: tokenOf(subscription), deviceId: client.deviceId };
  let customer = '';
  const leave = (): void => {
    if (customer !== '') client.send({ kind: 'push-token', customer, value: { ...value, removed: true } });
    customer = '';
  };
  const enter = (): void => {
    leave();
    customer = client.customer;
    client.send({ kind: 'push-token', customer, value });
    note({ url: inside.url, key: inside.key, customer }).catch((cause: unknown) => problem(`push: ${String(cause)}`));
  };
  const unwatch = inside.watchCustomer(enter);
  enter();
  return () => {
    unwatch();
    leave();
  };
}

/** Leaves word for the worker, which tells of messages while no page is open. */
async function note(words: Readonly<Record<string, string>>): Promise<void> {
  const cache = await caches.open(WORKER_CACHE);
  await cache.put(WORKER_NOTE, new Response(JSON.stringify(words)));
}

/** The address of a browser as the engine knows it: where to post, and for whom to encrypt. */
function tokenOf(subscription: PushSubscription): string {
  const [p256dh, auth] = (['p256dh', 'auth'] as const).map((name) => textOf(subscription.getKey(name)));
  return `${subscription.endpoint}#${p256dh}.${auth}`;
}

function textOf(key: ArrayBuffer | null): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0))));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
