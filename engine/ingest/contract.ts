/** Whether this engine can do its work now; `why` when not, or what it cannot do yet although it takes signals. */
export interface Readiness {
  readonly ok: boolean;
  readonly why?: string;
}
