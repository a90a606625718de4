import type { Cluster, Redis } from 'ioredis';
import type { SendResult } from '../../channels/contract.ts';
import type { Settings } from '../../config/settings.ts';
import type { Keys } from '../access/contract.ts';
import type { RedisContexts } from '../context/contract.ts';
import type { Clock, Log } from '../contract.ts';
import type { Language, OpenDefinitions } from '../definitions/contract.ts';
import type { Links } from '../links/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import type { Pauses } from '../pauses/contract.ts';
import type { LiveView } from '../pipeline/contract.ts';
import type { OpenSecrets } from '../secrets/contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { NoteSent } from './contract.ts';

/** What the rooms of an engine hand to the way from a decided message to its provider. */
export interface DeliveryParts {
  /** The connection for what customers wait for. */
  readonly hot: Redis | Cluster;
  readonly redis: RedisStore;
  readonly contexts: RedisContexts;
  readonly definitions: OpenDefinitions;
  readonly pauses: Pauses;
  readonly language: Language;
  readonly secrets: Pick<OpenSecrets, 'reveal' | 'watch'>;
  /** Settings of providers from the environment. */
  readonly fromEnvironment: Settings['providers'];
  readonly isMailHeard: boolean;
  /** Where the world reaches the public edge, for services that call us. Absent: they cannot. */
  readonly hooksAt: string | undefined;
  readonly noteSent: NoteSent;
  readonly links?: Links | undefined;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Log;
  readonly present: LiveView;
  readonly happened: (outcome: Outcome) => void;
  /** Called with the result of every attempt. */
  readonly answered: (channel: string, result: SendResult) => void;
}
