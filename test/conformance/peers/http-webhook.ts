import { startHttpPeer } from '../../support/http-peer.ts';
import type { ProviderPeer } from './contract.ts';

/** A scripted HTTP server. */
export default {
  name: 'http-webhook',
  cannotHappen: ['error-inside'],
  async start() {
    const peer = await startHttpPeer();
    const play = (script: typeof peer.script) => () => {
      peer.script = script;
    };
    return {
      settings: (patience) => ({
        url: `http://${peer.host}/in`,
        secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
        allow: [peer.host],
        ...(patience === 'short' && { connectSeconds: 0.5 }),
      }),
      to: `http://${peer.host}/in`,
      message: { payload: '{"a":1}' },
      scripts: {
        ok: play({ status: 204 }),
        'too-fast': play({ status: 429, headers: { 'retry-after': '7' } }),
        'not-now': play({ status: 503, body: 'down' }),
        broken: play({ status: 500, body: 'down' }),
        gone: play({ status: 410 }),
        no: play({ status: 422, body: 'no such field' }),
        misconfigured: play({ status: 401 }),
        hang: play('never'),
        'reset-before-read': play('reset-before-read'),
        'take-then-reset': play('take-then-reset'),
        slow: play({ status: 200, body: 'x', byteEveryMs: 50 }),
      },
      nextRead: peer.nextRead,
      taken: () => peer.taken.map(({ headers }) => String(headers['webhook-id'])),
      stop: peer.stop,
    };
  },
} satisfies ProviderPeer;
