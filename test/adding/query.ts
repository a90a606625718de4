import type { Walk } from './contract.ts';

/** A question of an analyst. */
export default {
  name: 'query',
  files: {
    'engine/outcomes/queries/providers.ts': `import * as z from 'zod';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'providers',
  title: { en: 'Messages by provider', de: 'Nachrichten nach Anbieter' },
  summary: { en: 'How many messages each provider took.', de: 'Wie viele Nachrichten jeder Anbieter annahm.' },
  params: z.object(period),
  sql: \`
    SELECT provider, uniqExact(decision) AS sent
    FROM outcomes
    WHERE \${WITHIN} AND step = 'sent' AND provider != ''
    GROUP BY provider
    ORDER BY sent DESC, provider\`,
  examples: [{ params: {}, gives: [{ provider: 'smtp', sent: 1 }, { provider: 'twilio', sent: 1 }] }],
} satisfies Query;
`,
  },
  tests: ['engine/outcomes/query.test.ts'],
  only: 'providers',
} satisfies Walk;
