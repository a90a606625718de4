/** A question in SQL that somebody asks of the views. */
export interface GuestQuestion {
  /** One SELECT, as typed. */
  readonly sql: string;
  /** Values of `{name:Type}`. */
  readonly params: Readonly<Record<string, unknown>>;
  /** One that asks, for the limits on how much one asks at once. */
  readonly by: string;
  /** Whether views that tell of single customers in their own words may be read too. */
  readonly isPersonal: boolean;
}

export interface GuestLimits {
  /** The most rows of the answer. */
  readonly rows: number;
  /** Whether the catalogs that a tool reads at connect (`system.tables` …) are open; they tell of the views alone. */
  readonly hasCatalogs?: boolean;
  /** Settings about how values are written, as `name = value`. */
  readonly output?: readonly string[];
}

/** An answer in a format of ClickHouse. */
export interface GuestBytes {
  readonly bytes: Uint8Array;
  readonly tookMs: number;
}

/** An answer as a table. */
export interface GuestTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  /** There are more rows than were asked for. */
  readonly isCut: boolean;
  readonly readRows: number;
  readonly tookMs: number;
}

/** A view that guests may ask, with its columns. */
export interface View {
  readonly name: string;
  readonly isPersonal: boolean;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Answers questions in SQL over the views, within limits. Every refusal is a QuestionRefused. */
export interface Guests {
  views(): Promise<readonly View[]>;
  table(question: GuestQuestion, limits: GuestLimits): Promise<GuestTable>;
  bytes(question: GuestQuestion, limits: GuestLimits, format: string): Promise<GuestBytes>;
  /** Returns the question in ClickHouse's own spelling, and the FORMAT that it named. */
  read(sql: string): Promise<{ readonly sql: string; readonly format: string | undefined }>;
}

/**
 * Why a question is not answered. `not-allowed`: it asks for something other than the views. `wrong`: ClickHouse cannot
 * read or run it. `too-heavy`: it was stopped at a limit. `busy`: too many are asked at once.
 */
export type RefusalKind = 'not-allowed' | 'wrong' | 'too-heavy' | 'busy';

/** A question that is not answered, with what to do instead. */
export class QuestionRefused extends Error {
  override readonly name = 'QuestionRefused';
  readonly kind: RefusalKind;
  readonly hint: string | undefined;
  /** What it cost until it was stopped. */
  readonly cost: { readonly tookMs: number; readonly rows?: number } | undefined;
  /** ClickHouse's own code, and its name. */
  readonly code: number;
  readonly type: string;
  constructor(
    kind: RefusalKind,
    message: string,
    more: {
      readonly hint?: string;
      readonly cost?: QuestionRefused['cost'];
      readonly code?: number;
      readonly type?: string;
    } = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.kind = kind;
    this.hint = more.hint;
    this.cost = more.cost;
    const [code, type] = CODES[kind];
    this.code = more.code ?? code;
    this.type = more.type ?? type;
  }
}

/** What ClickHouse itself would answer. */
const CODES: Readonly<Record<RefusalKind, readonly [number, string]>> = {
  'not-allowed': [497, 'ACCESS_DENIED'],
  wrong: [62, 'SYNTAX_ERROR'],
  'too-heavy': [159, 'TIMEOUT_EXCEEDED'],
  busy: [202, 'TOO_MANY_SIMULTANEOUS_QUERIES'],
};
