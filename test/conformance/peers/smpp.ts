import { startSmppPeer } from '../../support/smpp-peer.ts';
import type { ProviderPeer } from './contract.ts';

/** A message centre. It has no place for an id of ours, so the text says it. */
export default {
  name: 'smpp',
  cannotHappen: ['error-inside', 'slow'],
  async start() {
    const peer = await startSmppPeer();
    const play = (script: typeof peer.script) => () => {
      peer.script = script;
    };
    return {
      settings: (patience) => ({
        ...{ host: '127.0.0.1', port: peer.port, user: 'shop', password: 'secret', from: '+447700900000' },
        ...(patience === 'short' && { connectSeconds: 1 }),
      }),
      to: '+4915112345678',
      message: (id) => ({ text: `Hi ${id}` }),
      scripts: {
        ok: play(0),
        'too-fast': play(0x58),
        'not-now': play(0x08),
        broken: play(0x64),
        gone: play(0x0b),
        no: play(0x01),
        misconfigured: play(0x0a),
        hang: play('never'),
        'reset-before-read': play('reset'),
        'take-then-reset': play('take-then-reset'),
      },
      taken: () => peer.taken.map(({ short_message }) => short_message.message.slice(3)),
      nextRead: peer.nextRead,
      stop: peer.stop,
    };
  },
} satisfies ProviderPeer;
