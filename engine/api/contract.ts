import type * as z from 'zod';
import type { auditAnswer, recordedChange } from './wire/audit.ts';
import type { keptRequest, matchesAnswer, peopleAnswer } from './wire/back-tests.ts';
import type {
  alertStanding,
  alertsAnswer,
  boardsAnswer,
  foundAnswer,
  keptAlert,
  keptBoard,
  standingsAnswer,
  tileAnswer,
} from './wire/boards.ts';
import type { catalogPart, documentSchemas } from './wire/catalog.ts';
import type {
  apiError,
  backTestRequest,
  checkAnswer,
  customerView,
  publishAnswer,
  publishRequest,
  saidSentences,
  sessionView,
  storedDefinitions,
  storedDocument,
  user,
} from './wire/contract.ts';
import type { conversationPage, foundCustomers, storyPage } from './wire/customers.ts';
import type { deadLetterContent, deadLetterGroups, deadLetterList, requeueAnswer } from './wire/dead-letters.ts';
import type { draftAnswer, draftConflict, draftsAnswer } from './wire/drafts.ts';
import type { effectAnswer } from './wire/effect.ts';
import type { estimateAnswer, estimateRequest } from './wire/estimate.ts';
import type { importFileAnswer, importFileRequest } from './wire/import.ts';
import type { mapPlace, mapPlaces, mapPositions, placeSight } from './wire/map.ts';
import type { pause, pausesAnswer } from './wire/pauses.ts';
import type { previewsAnswer, testSendAnswer } from './wire/preview.ts';
import type { keptQuestion, questionsAnswer } from './wire/questions.ts';
import type { seenLately } from './wire/seen.ts';
import type { segmentsAnswer } from './wire/segments.ts';
import type { sqlAnswer, viewsAnswer } from './wire/sql.ts';
import type { networkAnswer, usersAnswer } from './wire/used-by.ts';
import type { documentVersion } from './wire/versions.ts';
import type { walkAnswer, walkRequest } from './wire/walk.ts';
import type { whatIfAnswer, whatIfRequest } from './wire/what-if.ts';

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

/** A sentence of the engine by its code; its slots hold texts, or other phrases. */
export interface Phrase {
  readonly code: string;
  readonly args: Readonly<Record<string, string | Phrase>>;
}

export type { KeyView } from '../access/contract.ts';
export type { DeadLetterFilter, FailureKind } from '../dispatch/contract.ts';
export type { ChannelState, EngineState, EngineView, Hindrance } from '../health/contract.ts';
export type { LiveDecision, LivePosition, LiveSecond } from '../live/contract.ts';
export type { PersonView, Role } from '../people/contract.ts';

/** `GET /v1/session`: the signed-in person. */
export type SessionView = z.infer<typeof sessionView>;

/** `POST /v1/preview` with several contexts. */
export type PreviewsAnswer = z.infer<typeof previewsAnswer>;
/** `POST /v1/test-send`. */
export type TestSent = z.infer<typeof testSendAnswer>;

/** `POST /v1/sql`: a table. */
export type SqlAnswer = z.infer<typeof sqlAnswer>;
/** `GET /v1/questions`: saved questions. */
export type QuestionsAnswer = z.infer<typeof questionsAnswer>;
export type KeptQuestion = z.infer<typeof keptQuestion>;
/** `GET /v1/boards`, `GET /v1/alerts`: what people arranged, and what is watched for them. */
export type BoardsAnswer = z.infer<typeof boardsAnswer>;
export type KeptBoard = z.infer<typeof keptBoard>;
export type AlertsAnswer = z.infer<typeof alertsAnswer>;
export type KeptAlert = z.infer<typeof keptAlert>;
export type StandingsAnswer = z.infer<typeof standingsAnswer>;
export type StandingView = z.infer<typeof alertStanding>;
export type TileAnswer = z.infer<typeof tileAnswer>;
export type FoundAnswer = z.infer<typeof foundAnswer>;
/** `GET /v1/sql/views`: what can be asked. */
export type ViewsAnswer = z.infer<typeof viewsAnswer>;

/** `GET /v1/dead-letters`: messages that failed for good. */
export type DeadLetterList = z.infer<typeof deadLetterList>;
/** `GET /v1/dead-letters/groups`: how many have which cause. */
export type DeadLetterGroups = z.infer<typeof deadLetterGroups>;
/** `GET /v1/dead-letters/:id`. */
export type DeadLetterView = z.infer<typeof deadLetterContent>;
/** `POST /v1/dead-letters/requeue`. */
export type RequeueAnswer = z.infer<typeof requeueAnswer>;

/** `PUT`, `DELETE` of a definition and `POST /v1/publish`: the publish that it became. */
export type Published = z.infer<typeof publishAnswer>;

/** `GET /v1/definitions`: every stored document. */
export type StoredDefinitions = z.infer<typeof storedDefinitions>;

/** One stored document, with its text as typed and its version. */
export type StoredDocumentView = z.infer<typeof storedDocument>;

/** A document that uses something, and the place in it. */
export type UserView = z.infer<typeof user>;

/** `GET /v1/used-by/:kind/:name`: the documents that use a thing. */
export type UsersView = z.infer<typeof usersAnswer>;

/** `GET /v1/network`: what ties triggers. */
export type NetworkView = z.infer<typeof networkAnswer>;

/** `GET /v1/drafts`: my drafts, and the others without their texts. */
export type DraftsView = z.infer<typeof draftsAnswer>;

/** `GET /v1/drafts/:kind/:name`: my draft, the live document, and the others who have a draft of it. */
export type DraftView = z.infer<typeof draftAnswer>;

/** The refusal of a draft because the same person saved another one elsewhere. */
export type DraftConflict = z.infer<typeof draftConflict>;

/** `GET /v1/audit`: a page of changes, newest first. */
export type AuditView = z.infer<typeof auditAnswer>;

/** One change: who, when, what, before and after. */
export type ChangeView = z.infer<typeof recordedChange>;

/** One pause: what, by whom, why and since when. */
export type PauseView = z.infer<typeof pause>;

/** `GET /v1/pauses`: everything that is paused, newest first. */
export type PausesView = z.infer<typeof pausesAnswer>;

/** `GET /v1/versions/:kind/:name`: one version of a document. */
export type VersionView = z.infer<typeof documentVersion>;

/** The body of `POST /v1/publish` and `/v1/check`. */
export type PublishRequest = z.infer<typeof publishRequest>;

/** `POST /v1/check`: the problems that a publish would be refused for, and its warnings. */
export type CheckReport = z.infer<typeof checkAnswer>;

/** The body of `POST /v1/back-test`, which answers with a `BackTestLine` a line. */
export type BackTestRequest = z.infer<typeof backTestRequest>;

/** The body of `POST /v1/estimate`. */
export type EstimateRequest = z.infer<typeof estimateRequest>;

/** `POST /v1/estimate`: what a trigger would have done in the last 24 hours. */
export type EffectAnswer = z.infer<typeof effectAnswer>;
export type EstimateAnswer = z.infer<typeof estimateAnswer>;

export type {
  Difference,
  KeptBackTest,
  KeptCounts,
  KeptMatch,
  KeptPerson,
  KeptReport,
  KeptState,
} from '../studies/kept/contract.ts';

/** An answer with the codes of its sentences, by the sentences. */
export type WithSaid<T> = T & { readonly said?: z.infer<typeof saidSentences> };

/** `GET /v1/segments`. */
export type SegmentsView = z.infer<typeof segmentsAnswer>;

/** The body of `POST /v1/back-tests`. */
export type KeptBackTestRequest = z.input<typeof keptRequest>;

/** `GET /v1/back-tests/:id/people`. */
export type KeptPeople = z.infer<typeof peopleAnswer>;

/** `GET /v1/back-tests/:id/matches`. */
export type KeptMatches = z.infer<typeof matchesAnswer>;

/** `GET /v1/customers/:id`: a customer's state now, for people. */
export type CustomerView = z.infer<typeof customerView>;

/** `GET /v1/customers`: customers who were found. */
export type FoundCustomers = z.infer<typeof foundCustomers>;

/** `GET /v1/customers/:id/conversation`: a page of what was written to a customer and by them. */
export type ConversationPage = z.infer<typeof conversationPage>;

/** `GET /v1/customers/:id/story`: a page of what happened. */
export type StoryPage = z.infer<typeof storyPage>;

/** `POST /v1/places/import-file`: what would become of each row of a file. */
export type ImportFileRequest = z.input<typeof importFileRequest>;
export type ImportFileReport = z.infer<typeof importFileAnswer>;
export type ImportedRow = ImportFileReport['rows'][number];

/** `POST /v1/walk`: what a walk would set off. */
export type WalkRequest = z.input<typeof walkRequest>;
export type WalkAnswer = z.infer<typeof walkAnswer>;

/** `GET /v1/map/places`: the live places as a map needs them. */
export type MapPlaces = z.infer<typeof mapPlaces>;
export type MapPlace = MapPlaces['places'][number];

/** `GET /v1/map/places/:name`: who is in a place. */
export type PlacePresence = z.infer<typeof mapPlace>;

/** `POST /v1/map/sight`: how exact positions must be. */
export type PlaceSight = z.infer<typeof placeSight>;

/** `GET /v1/map/positions`: where customers were, as cells. */
export type MapPositions = z.infer<typeof mapPositions>;

/** The body of `POST /v1/what-if`. */
export type WhatIfRequest = z.input<typeof whatIfRequest>;

/** `POST /v1/what-if`: what would happen. */
export type WhatIfAnswer = z.infer<typeof whatIfAnswer>;

/** One word of the language, for forms and help. */
export type CatalogPart = z.infer<typeof catalogPart>;

/** `GET /v1/schemas`: whole documents as JSON Schema (2020-12), with the words of their keys in one language. */
export type DocumentSchemas = Readonly<z.infer<typeof documentSchemas>>;

/** `GET /v1/seen`: names that came in the last seven days. */
export type SeenLately = z.infer<typeof seenLately>;

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
