import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliveryJob, NOW, storeOver } from '../../test/support/deliveries.ts';
import type { ChildTask } from '../../test/support/dispatch-child.ts';
import { type HttpPeer, startHttpPeer } from '../../test/support/http-peer.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { rowsIn } from '../../test/support/rows.ts';
import { type SmtpPeer, startSmtpPeer } from '../../test/support/smtp-peer.ts';
import { type DeliveryQueue, openQueues } from './queue.ts';

let redis: TestRedis;
let smtp: SmtpPeer;
let http: HttpPeer;
let queue: DeliveryQueue;
const CONNECTIONS = 4;
const children: ChildProcess[] = [];
beforeAll(async () => {
  [redis, smtp, http] = await Promise.all([startRedis(), startSmtpPeer(), startHttpPeer()]);
  queue = openQueues(storeOver(redis), ['email', 'webhook']);
});
afterAll(async () => {
  await Promise.all(children.map(kill));
  await queue.close();
  await Promise.all([smtp.stop(), http.stop()]);
  await redis.stop();
});

async function startChild(): Promise<ChildProcess> {
  const task: ChildTask = {
    socket: redis.socket,
    now: NOW,
    lockMs: 1_000,
    attemptMs: 10_000,
    settings: {
      email: { url: `smtp://127.0.0.1:${smtp.port}?tls=off`, replySeconds: 60, connections: CONNECTIONS },
      webhook: {
        url: `http://${http.host}/`,
        secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
        allow: [http.host],
      },
    },
  };
  const file = fileURLToPath(new URL('../../test/support/dispatch-child.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(task)], { execArgv: ['--import', './engine/typescript.mjs'] });
  children.push(child);
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function rows(): Promise<{ step: string; decision: string; attempt: number }[]> {
  const entries = await redis.connect().xrange('kairos:outcomes:{0}', '-', '+');
  const all = entries.flatMap(([, fields]) => rowsIn<{ step: string; decision: string; attempt: number }>(fields[1]!));
  return all.filter(({ step }) => step !== undefined);
}

async function stepsOf(id: string): Promise<string[]> {
  return (await rows()).filter(({ decision }) => decision === id).map(({ step, attempt }) => `${step} ${attempt}`);
}

test('a worker killed while it sends: the mail is uncertain and never sent again, the webhook is sent again as the same', async () => {
  smtp.script = { content: 'never' };
  http.script = 'never';
  const mail = deliveryJob({
    id: 'd-kill-mail',
    channel: 'email',
    to: 'eva@example.org',
    message: { subject: 'Hi', html: 'Hi' },
  });
  const call = deliveryJob({
    id: 'd-kill-call',
    channel: 'webhook',
    to: `http://${http.host}/`,
    message: { payload: '{}' },
  });
  const first = await startChild();
  await queue.add([mail, call]);
  await expect.poll(() => [smtp.read.length, http.read.length], { timeout: 10_000 }).toEqual([1, 1]);
  await kill(first);

  smtp.script = {};
  http.script = { status: 204 };
  const second = await startChild();
  await expect.poll(() => stepsOf(mail.id), { timeout: 40_000 }).toEqual(['attempted 1', 'uncertain 1']);
  await expect.poll(() => stepsOf(call.id), { timeout: 40_000 }).toEqual(['attempted 1', 'attempted 2', 'sent 2']);
  expect(smtp.read).toHaveLength(1);
  expect(http.read.map(({ headers }) => headers['webhook-id'])).toEqual([call.id, call.id]);
  expect(http.taken).toHaveLength(1);
  await kill(second);
}, 60_000);

test('a kill leaves as many mails uncertain as connections were writing, and each of the others arrives once', async () => {
  const written = smtp.read.length;
  const mails = Array.from({ length: 24 }, (_, i) =>
    deliveryJob({
      id: `d-kill-${i}`,
      channel: 'email',
      to: 'eva@example.org',
      message: { subject: 'Hi', html: 'Hi' },
    }),
  );
  await queue.add(mails);
  // The server does not let anybody write: whoever asked has a connection and has sent nothing.
  smtp.script = { data: 'never' };
  smtp.asked = 0;
  const early = await startChild();
  await expect.poll(() => smtp.asked, { timeout: 10_000 }).toBe(CONNECTIONS);
  await kill(early);
  // It takes what is written and says nothing: so many connections are writing, and their mails are in doubt.
  smtp.script = { content: 'never' };
  for (let kills = 1; kills <= 2; kills++) {
    const writing = await startChild();
    await expect.poll(() => smtp.read.length - written, { timeout: 20_000 }).toBe(kills * CONNECTIONS);
    await kill(writing);
  }
  smtp.script = {};
  await startChild();
  const ends = async (step: string) => (await rows()).filter((row) => row.step === step && isOf(row.decision));
  const isOf = (decision: string) => mails.some(({ id }) => id === decision);
  await expect.poll(async () => (await ends('sent')).length, { timeout: 60_000 }).toBe(24 - 2 * CONNECTIONS);
  await expect.poll(async () => (await ends('uncertain')).length, { timeout: 60_000 }).toBe(2 * CONNECTIONS);
  const ids = smtp.read.slice(written).map((mail) => /^X-Kairos-Delivery: (.*)$/m.exec(mail)?.[1]?.trim());
  expect(ids.toSorted()).toEqual(mails.map(({ id }) => id).toSorted());
}, 120_000);
