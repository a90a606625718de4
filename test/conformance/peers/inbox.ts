import type { ProviderPeer } from './contract.ts';

/** An inbox in memory. */
export default {
  name: 'inbox',
  isLocal: true,
  cannotHappen: [
    ...(['too-fast', 'broken', 'error-inside', 'gone', 'misconfigured'] as const),
    ...(['reset-before-read', 'take-then-reset', 'slow'] as const),
  ],
  async start() {
    const taken: string[] = [];
    let put = async (id: string): Promise<void> => void taken.push(id);
    const play = (next: typeof put) => () => {
      put = next;
    };
    return {
      settings: () => ({}),
      to: 'c1',
      message: { title: 'Hi', body: 'There' },
      io: { inbox: { put: ({ id }) => put(id) } },
      scripts: {
        ok: play(async (id) => void taken.push(id)),
        'not-now': play(async () => {
          throw new Error('Redis is away');
        }),
        no: play(async () => {
          throw Object.assign(new Error('full'), { name: 'InboxFull' });
        }),
        hang: play(() => new Promise(() => undefined)),
      },
      taken: () => taken,
      stop: async () => undefined,
    };
  },
} satisfies ProviderPeer;
