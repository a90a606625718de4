/** An arrow between rooms that runs up, `from → into`, and why the house has it. */
export type ArrowsUp = Readonly<Record<string, string>>;

/**
 * The written order of a top folder's rooms, ground first: a room uses those before it. A file at the root is a room of
 * its own; `.` stands for those that are not named.
 */
export interface RoomOrder {
  readonly rooms: readonly string[];
  /** Arrows that run up past a contract. */
  readonly up: ArrowsUp;
  /** How many arrows may run up when those to a contract count too. */
  readonly mostUp: number;
}

export const ORDERS: Readonly<Record<string, RoomOrder>> = {
  engine: {
    rooms: [
      '.',
      ...[
        'bytes',
        'stores',
        'access',
        'secrets',
        'people',
        'audit',
        'effect',
        'jobs',
        'preferences',
        'outcomes',
        'channel-priors',
        'context',
        'definitions',
        'drafts',
        'shelf',
        'pauses',
        'world',
        'pipeline',
        'links',
        'dispatch',
        'hooks',
        'alerts',
      ],
      ...[
        'health',
        'live',
        'ingest',
        'studies',
        'customers',
        'places',
        'sample-city',
        'backup',
        'clickhouse-port',
        'api',
        'readiness.ts',
        'settle.ts',
        'start',
        'app.ts',
        'main.ts',
      ],
    ],
    up: {
      'stores → outcomes':
        'The process of the private ClickHouse runs the sink (decision 13): the store starts it by its URL and imports nothing of it.',
    },
    mostUp: 3,
  },
  triggers: {
    rooms: [
      ...[
        'problems',
        'hash.ts',
        'words',
        'slices',
        'contract.ts',
        'world',
        'time',
        'state',
        'policy',
        'learning',
        'arguments',
        'match-index',
        'places',
      ],
      ...[
        'operators',
        'signals',
        'changes',
        'hearing',
        'conditions',
        'satisfying',
        'gates',
        'reasons',
        'goals',
        'deciding',
      ],
      ...['workspace', 'waking', 'patterns', 'wakers', 'fields', 'vocabulary', 'checks', 'reading', 'matcher.ts'],
    ],
    up: {
      'operators → changes': 'Operators about the past share how it is tracked.',
    },
    mostUp: 13,
  },
};
