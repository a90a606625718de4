import { createHmac } from 'node:crypto';
import { eventOf, startTestEngine, willingCustomer } from '../test/support/engine.ts';
import { startHttpPeer } from '../test/support/http-peer.ts';
import { documentOf, eventTrigger, workspaceBody } from '../test/support/workspace.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';

const QUEUED = 10_000;
/** Of a hundred customers each has a hundred messages waiting, of ten each a thousand. */
const CUSTOMERS = [100, 10];
const STOPS = 5;
/** The account's pace. */
const PER_SECOND = 500;
const SECRET = 'app-secret';
const SEND_AT_ONCE = 500;

/** How long after a STOP something still leaves: a whole engine, with ten thousand messages in its queue. */
export default {
  name: 'stop',
  summary:
    'Five of a hundred customers, and of ten, write STOP, one after the other, while 10,000 messages wait and 500 a second leave: how long after the call of their service the last of theirs left.',
  async run({ runs, say }) {
    const byCustomers: Record<string, unknown> = {};
    for (const customers of CUSTOMERS) {
      const measured = await medianOf(runs, () => measureStops(customers));
      const { inForceMs, latestMs } = measured;
      say(`${customers}: STOP in force after ${inForceMs.median} ms, at the latest after ${latestMs.median} ms`);
      byCustomers[customers] = measured;
    }
    return { queued: QUEUED, perSecond: PER_SECOND, stops: STOPS, byCustomers };
  },
} satisfies Bench;

async function measureStops(count: number) {
  const left = new Map<string, number>();
  const service = await startHttpPeer();
  let taken = 0;
  service.script = ({ body }) => {
    const { to } = JSON.parse(body) as { readonly to: string };
    left.set(to, performance.now());
    return { status: 200, body: `{"messages":[{"id":"wamid.${++taken}"}]}` };
  };
  const engine = await startTestEngine({ documents: ({ url }) => documentsFor(url, service.host) });
  try {
    engine.nextDay('12:00');
    const customers = Array.from({ length: count }, (_, i) => ({ id: `c${i}`, phone: `4930123${1_000 + i}` }));
    for (const { id, phone } of customers) await engine.send(...willingCustomer(id, { phone: `+${phone}` }));
    await pause(engine, 'PUT');
    const events = Array.from({ length: QUEUED }, (_, i) => eventOf(customers[i % count]!.id, 'told'));
    for (let i = 0; i < QUEUED; i += SEND_AT_ONCE) await engine.send(...events.slice(i, i + SEND_AT_ONCE));
    await until(() => countOf(engine, 'queued') === QUEUED);
    await pause(engine, 'DELETE');
    const calls: { readonly phone: string; readonly at: number }[] = [];
    for (const { phone } of customers.slice(0, STOPS)) {
      const before = taken;
      await until(() => taken >= before + PER_SECOND / 2 && left.has(phone));
      calls.push({ phone, at: performance.now() });
      await writeStop(engine, phone);
    }
    // What still leaves of anybody has left by then.
    await until(() => countOf(engine, 'sent') + countOf(engine, 'held-back') === QUEUED);
    const stopped = customers.slice(0, STOPS).map(({ id }) => countOf(engine, 'held-back', id));
    if (stopped.some((count) => count === 0)) throw new Error('a customer had nothing left to be stopped');
    const stops = calls.map(({ phone, at }) => Math.max(0, left.get(phone)! - at)).sort((a, b) => a - b);
    return {
      inForceMs: Math.round(stops[Math.floor(stops.length / 2)]!),
      latestMs: Math.round(stops.at(-1)!),
      sent: taken,
      heldBack: countOf(engine, 'held-back'),
    };
  } finally {
    await engine.close();
    await service.stop();
  }
}

const LOOK_MS = 50;
const PATIENCE_MS = 120_000;

type Engine = Awaited<ReturnType<typeof startTestEngine>>;

async function until(isSo: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; !isSo(); ) {
    if (performance.now() > end) throw new Error('it did not come to that in two minutes');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function countOf({ outcomes }: Engine, step: string, customer?: string): number {
  return outcomes.filter((one) => one.step === step && (customer ?? one.customer) === one.customer).length;
}

async function pause(engine: Engine, method: 'PUT' | 'DELETE'): Promise<void> {
  const body = method === 'PUT' ? { reason: 'until all of it waits' } : undefined;
  const { status, text } = await engine.ask(method, '/v1/pauses/channel:whatsapp', body);
  if (status !== 200) throw new Error(`${status} ${text}`);
}

async function writeStop(engine: Engine, phone: string): Promise<void> {
  const message = { id: `wamid.in-${phone}`, from: phone, text: { body: 'STOP' } };
  const body = JSON.stringify({ entry: [{ changes: [{ value: { messages: [message] } }] }] });
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const { status } = await engine.post('/hooks/whatsapp/chat', body, { 'x-hub-signature-256': `sha256=${signature}` });
  if (status !== 200) throw new Error(`the hook answered ${status}`);
}

function documentsFor(url: string, host: string) {
  const chat = { name: 'chat', url: `http://${host}`, allow: [host], number: '100', token: 't', hookSecret: SECRET };
  return [
    workspaceBody(url, {
      providers: { whatsapp: [{ ...chat, perSecond: PER_SECOND }] },
      channels: ['whatsapp'],
    }),
    documentOf('template', 'told', { name: 'told', channels: { whatsapp: { text: 'It is there.' } } }),
    eventTrigger('telling', 'told', { message: { template: 'told', purpose: 'service', channels: ['whatsapp'] } }),
  ];
}
