import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Connection, Outbound, Provider, ProviderIo, SendResult } from '../../channels/contract.ts';
import { sendOnce } from '../../channels/send.ts';
import { WrongSettings } from '../../channels/wrong-settings.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { type Peer, type ProviderPeer, SCRIPTS, type Script } from './peers/contract.ts';

const providers = await loadFolder<Provider>(new URL('../../channels/providers/', import.meta.url));

const peers = await loadFolder<ProviderPeer>(new URL('peers/', import.meta.url));

const io: ProviderIo = { now: () => Date.now(), inbox: { put: async () => undefined } };
const LIMIT_MS = 1_500;
/** Where a service asks for a slower pace to one address; every other one means the whole account. */
const SLOWER_TO_ONE = ['apns', 'apns-activity', 'devices', 'slack-bot', 'smtp'];
const SLOW_MS = 400;

test('every provider has a counterpart to prove itself on', () => {
  expect([...providers.keys()]).toEqual([...peers.keys()]);
});

describe.each([...providers.values()])('provider $name', (provider) => {
  const { start, cannotHappen: impossible, isLocal = false } = peers.get(provider.name)!;
  let peer: Peer;
  let connection: Connection;
  let count = 0;
  beforeAll(async () => {
    peer = await start();
    connection = provider.open(peer.settings('short'), { ...io, ...peer.io });
  });
  afterEach(() => peer.scripts.ok?.());
  afterAll(async () => {
    await connection.close();
    await peer.stop();
  });

  const outbound = (id: string, attempt = 1): Outbound => ({
    id,
    attempt,
    customer: 'c1',
    to: peer.to,
    message: typeof peer.message === 'function' ? peer.message(id) : peer.message,
    trigger: 't',
    purpose: 'offers',
    sender: { name: 'Shop', email: 'shop@shop.example', postalAddress: 'Main Street 1' },
    unsubscribeUrl: 'https://kairos.example/u/1',
    decidedAt: Date.now(),
    expiresAt: Date.now() + 60_000,
  });
  const cannotHappen = (script: Script) => impossible?.includes(script) ?? false;
  const attempt = async (script: Script, limitMs = LIMIT_MS): Promise<{ result: SendResult; id: string }> => {
    peer.scripts[script]!();
    const id = `d-${provider.name}-${++count}`;
    return { id, result: await sendOnce(connection, outbound(id), limitMs) };
  };

  test('its counterpart plays everything that can happen to it', () => {
    expect(Object.keys(peer.scripts).sort()).toEqual(SCRIPTS.filter((script) => !cannotHappen(script)).sort());
  });

  test('a message that is taken is accepted, once, under its own id', async () => {
    const sent = await attempt('ok');
    expect(sent.result).toEqual({ kind: 'accepted', providerId: expect.stringMatching(/./) });
    expect(peer.taken().filter((id) => id === sent.id)).toHaveLength(1);
  });

  test('a message that can be taken back is, by the id under which it was accepted', async ({ skip }) => {
    const { revoke } = connection;
    if (!revoke) return skip('its provider takes none back');
    const { result } = await attempt('ok');
    const { providerId } = result as Extract<SendResult, { kind: 'accepted' }>;
    expect(await revoke.call(connection, providerId, AbortSignal.timeout(LIMIT_MS))).toBe(true);
  });

  test('a message is asked about once, when it is about to leave, and nothing of it has left by then', async () => {
    peer.scripts.ok!();
    const id = `d-${provider.name}-leaves`;
    const takenBefore: boolean[] = [];
    const leave = async () => void takenBefore.push(peer.taken().includes(id));
    expect((await sendOnce(connection, outbound(id), LIMIT_MS, leave)).kind).toBe('accepted');
    expect(takenBefore).toEqual([false]);
  });

  test('one that must not leave stays, and the next goes', async () => {
    peer.scripts.ok!();
    const id = `d-${provider.name}-stays`;
    const never = async () => 'it has ended';
    expect((await sendOnce(connection, outbound(id), LIMIT_MS, never)).kind).toBe('transient');
    expect((await sendOnce(connection, outbound(`${id}-not`), LIMIT_MS)).kind).toBe('accepted');
    expect(peer.taken().filter((taken) => taken.startsWith(id))).toEqual([`${id}-not`]);
  });

  const EXPECTED: readonly (readonly [Script, string, object])[] = [
    [
      ...(['too-fast', 'throttled'] as const),
      { kind: 'throttled', ...(!SLOWER_TO_ONE.includes(provider.name) && { scope: 'account' }) },
    ],
    ['not-now', 'transient', { kind: 'transient' }],
    ['broken', 'not taken, or in doubt', { kind: expect.stringMatching(/transient|uncertain/) }],
    ['error-inside', 'not accepted', { kind: expect.stringMatching(/throttled|transient|uncertain|permanent/) }],
    [
      'gone',
      'refused for good, and asks for no more',
      { kind: 'permanent', effect: expect.stringMatching(/suppress-address|remove-token|disable-endpoint/) },
    ],
    ['no', 'refused for good', { kind: 'permanent', effect: 'drop' }],
    ['misconfigured', 'our own fault', { kind: 'permanent', effect: 'channel-misconfigured' }],
    ['take-then-reset', 'uncertain', { kind: 'uncertain' }],
  ];
  for (const [script, meaning, result] of EXPECTED) {
    test.skipIf(cannotHappen(script))(`${script}: ${meaning}`, async () => {
      const sent = await attempt(script);
      expect(sent.result).toMatchObject({ ...result, reason: expect.stringMatching(/./) });
    });
  }

  test('a peer that hangs is given up in time, and never for accepted', async () => {
    if (!peer.nextRead) {
      expect((await attempt('hang')).result.kind).toBe('uncertain');
      return;
    }
    peer.scripts.hang!();
    const end = new AbortController();
    const sent = connection.send(outbound(`d-${provider.name}-hangs`), {
      signal: end.signal,
      leaving: async () => undefined,
      hasLeft: true,
    });
    await peer.nextRead();
    end.abort(new Error('its time is up'));
    expect((await sent).kind).toBe('uncertain');
  });

  test.skipIf(cannotHappen('reset-before-read'))(
    'a peer that closes before it read anything took nothing',
    async () => {
      const sent = await attempt('reset-before-read');
      expect(['uncertain', 'transient']).toContain(sent.result.kind);
      expect(peer.taken()).not.toContain(sent.id);
    },
  );

  test.skipIf(cannotHappen('slow'))('a slow peer gets no more than the time limit, then a verdict', async () => {
    const started = performance.now();
    const sent = await attempt('slow', SLOW_MS);
    expect(['accepted', 'uncertain']).toContain(sent.result.kind);
    expect(performance.now() - started).toBeLessThan(LIMIT_MS + 5_000);
  });

  test('after all of that a message still goes out, and many at once', async () => {
    peer.scripts.ok!();
    const ids = Array.from({ length: 40 }, (_, i) => `d-${provider.name}-many-${i}`);
    const patient = provider.open(peer.settings('long'), { ...io, ...peer.io });
    const results = await Promise.all(ids.map((id) => sendOnce(patient, outbound(id), 20_000)));
    await patient.close();
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
    expect(
      peer
        .taken()
        .filter((id) => ids.includes(id))
        .sort(),
    ).toEqual([...ids].sort());
  });

  test.skipIf(isLocal)('an attempt whose time is up before it began is not sent', async () => {
    peer.scripts.ok!();
    const signal = AbortSignal.abort(new Error('late'));
    const result = await connection.send(outbound('d-late'), {
      signal,
      leaving: async () => undefined,
      hasLeft: false,
    });
    expect(['transient', 'uncertain']).toContain(result.kind);
  });

  test.skipIf(isLocal)('nobody listening: nothing was taken, and it may be tried again', async () => {
    const gone = await start();
    await gone.stop();
    const dead = provider.open(gone.settings('short'), io);
    let isLeaving = false;
    const leave = async () => {
      isLeaving = true;
      return undefined;
    };
    const result = await sendOnce(dead, { ...outbound('d-dead'), to: gone.to }, LIMIT_MS, leave);
    expect(result.kind).toBe('transient');
    expect(isLeaving, 'without a connection nothing is about to leave').toBe(false);
    await dead.close();
  });

  test('settings that are wrong are refused, with all that is wrong', () => {
    for (const settings of [null, 7, { nonsense: 1, url: 7, host: {}, allow: 'x', secret: '' }]) {
      expect(() => provider.open(settings, io), JSON.stringify(settings)).toThrow(WrongSettings);
    }
  });

  test('closing twice is safe', async () => {
    const second = provider.open(peer.settings('long'), { ...io, ...peer.io });
    await second.close();
    await second.close();
  });

  test('nothing that was sent breaks the rules of the service', () => {
    expect(peer.complaints?.() ?? []).toEqual([]);
  });

  test('describes itself', () => {
    expect(provider.summary.en).toMatch(/\.$/);
    expect(provider.idempotent).toBeTypeOf('boolean');
  });
});
