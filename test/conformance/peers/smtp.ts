import { startSmtpPeer } from '../../support/smtp-peer.ts';
import type { ProviderPeer } from './contract.ts';

/** A scripted SMTP server. */
export default {
  name: 'smtp',
  cannotHappen: ['broken', 'error-inside'],
  async start() {
    const peer = await startSmtpPeer();
    const play = (script: typeof peer.script) => () => {
      peer.script = script;
    };
    return {
      settings: (patience) => ({
        url: `smtp://127.0.0.1:${peer.port}?tls=off`,
        ...(patience === 'short' && { connectSeconds: 0.5, replySeconds: 0.8 }),
      }),
      to: 'eva@example.org',
      message: { subject: 'Hi', html: '<p>Hi</p>' },
      scripts: {
        ok: play({}),
        'too-fast': play({ rcpt: '450 4.2.1 too many messages' }),
        'not-now': play({ content: '451 4.3.0 try later' }),
        gone: play({ rcpt: '550 5.1.1 no such user' }),
        no: play({ content: '554 5.6.0 content refused' }),
        misconfigured: play({ content: '550 5.7.26 not authenticated' }),
        hang: play({ content: 'never' }),
        'reset-before-read': play({ greeting: 'reset' }),
        'take-then-reset': play({ content: 'reset' }),
        slow: play({ byteEveryMs: 100 }),
      },
      taken: () => peer.taken.map((mail) => /^X-Kairos-Delivery: (.*)$/m.exec(mail)?.[1]?.trim() ?? '?'),
      stop: peer.stop,
    };
  },
} satisfies ProviderPeer;
