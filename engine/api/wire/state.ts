import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import {
  type ChannelState,
  ENGINE_ROLES,
  type EngineState,
  type EngineView,
  HINDRANCES,
  type Hindrance,
  type RedisState,
} from '../../health/contract.ts';

const time = z.number().describe('Milliseconds since 1970, real time.');
const count = z.int();

const hindrance = z.object({
  code: z.enum(HINDRANCES),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
} satisfies ShapeOf<Hindrance>);

export const accountTrouble = z.object({
  account: z.string(),
  kind: z.enum(['failing', 'misconfigured', 'throttled']),
  reason: z.string(),
  since: time,
  until: time.describe('When one message tries it again.'),
});

const template = z.object({
  name: z.string(),
  language: z.string(),
  state: z.string().describe('As its service says it; ABSENT: the service has none of this name.'),
  reason: z.string().optional(),
  at: time,
} satisfies ShapeOf<NonNullable<ChannelState['templates']>[number]>);

const channel = z.object({
  name: z.string(),
  provider: z.string().exactOptional().describe('Absent: the workspace sets none up.'),
  state: z
    .enum(['ready', 'paused', 'failing', 'not-set-up'])
    .describe('Failing: in the last minute attempts were made, and none succeeded.'),
  waiting: count,
  active: count,
  delayed: count.describe('To be tried again, or put off.'),
  failed: count.describe('Dead letters.'),
  failedLastHour: count,
  oldestAt: time.exactOptional().describe('When the message was queued that has waited longest; absent: none waits.'),
  sent: count.describe('In the last minute.'),
  errors: count.describe('Attempts of the last minute that the provider did not take.'),
  lastSentAt: time.exactOptional(),
  lastErrorAt: time.exactOptional(),
  lastError: z.string().exactOptional(),
  troubles: z.array(accountTrouble).readonly().exactOptional().describe('Its accounts that get no messages for now.'),
  templates: z.array(template).readonly().exactOptional().describe('Templates that its service has not approved.'),
} satisfies ShapeOf<ChannelState>);

const engine = z.object({
  id: z.string(),
  host: z.string(),
  roles: z.array(z.enum(ENGINE_ROLES)).readonly(),
  startedAt: time,
  heardAt: time,
  isAway: z.boolean().describe('It has said nothing for ten seconds, and did not say that it stops.'),
} satisfies ShapeOf<EngineView>);

/** The answer of `GET /v1/state`. */
export const engineState = z.object({
  at: time,
  flows: z.enum(['yes', 'partly', 'no']).describe('Whether messages flow.'),
  hindrances: z.array(hindrance).readonly().describe('Everything that is in the way, the worst first.'),
  channels: z.array(channel).readonly(),
  redis: z.object({
    isUp: z.boolean(),
    answeredMs: z.number().exactOptional(),
    usedBytes: count.exactOptional(),
    limitBytes: count.exactOptional(),
    usedShare: z.number().exactOptional(),
  } satisfies ShapeOf<RedisState>),
  clickhouse: z.object({ isUp: z.boolean(), why: z.string().exactOptional() }),
  sink: z
    .object({ entries: count, oldestMs: z.number().exactOptional(), failing: z.string().exactOptional() })
    .exactOptional()
    .describe('What waits in Redis for ClickHouse.'),
  engines: z.array(engine).readonly(),
} satisfies ShapeOf<EngineState>);
