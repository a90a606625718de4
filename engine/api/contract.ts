import type * as z from 'zod';
import type { catalogPart } from './wire/catalog.ts';
import type {
  apiError,
  backTestRequest,
  checkAnswer,
  customerView,
  publishAnswer,
  publishRequest,
  sessionView,
  storedDefinitions,
} from './wire/contract.ts';
import type { foundCustomers, storyPage } from './wire/customers.ts';

export type {
  CustomerExplanation,
  RecordedStep,
  SignalExplanation,
  SignalTriggerExplanation,
  TriggerExplanation,
} from '../studies/contract.ts';

/*
 * The management API for programs that use it: types and names. The types are inferred from the schemas in
 * `wire/contract.ts`. Importing this file loads nothing of the engine.
 */

/** The answer of every refusal. */
export type ApiError = z.infer<typeof apiError>;

export type { LiveDecision, LivePosition, LiveSecond } from '../live/contract.ts';

/** `GET /v1/session`: the signed-in person. */
export type SessionView = z.infer<typeof sessionView>;

/** `PUT`, `DELETE` of a definition and `POST /v1/publish`: the publish that it became. */
export type Published = z.infer<typeof publishAnswer>;

/** `GET /v1/definitions`: every stored document. */
export type StoredDefinitions = z.infer<typeof storedDefinitions>;

/** The body of `POST /v1/publish` and `/v1/check`. */
export type PublishRequest = z.infer<typeof publishRequest>;

/** `POST /v1/check`: the problems that a publish would be refused for, and its warnings. */
export type CheckReport = z.infer<typeof checkAnswer>;

/** The body of `POST /v1/back-test`, which answers with a `BackTestLine` a line. */
export type BackTestRequest = z.infer<typeof backTestRequest>;

/** `GET /v1/customers/:id`: a customer's state now, for people. */
export type CustomerView = z.infer<typeof customerView>;

/** `GET /v1/customers`: customers who were found. */
export type FoundCustomers = z.infer<typeof foundCustomers>;

/** `GET /v1/customers/:id/story`: a page of what happened. */
export type StoryPage = z.infer<typeof storyPage>;

/** One word of the language, for forms and help. */
export type CatalogPart = z.infer<typeof catalogPart>;

export const CATALOG_GROUPS = [
  'operators',
  'wakers',
  'fields',
  'signals',
  'helpers',
  'channels',
  'providers',
  'queries',
  'gates',
] as const;
export type CatalogGroup = (typeof CATALOG_GROUPS)[number];

/** `GET /v1/catalog`: everything that a definition can be made of. */
export type Catalog = Readonly<Record<CatalogGroup, readonly CatalogPart[]>>;
