/** The limits of a template's source. The output of a slot is bounded by the slot's own `maxChars`. */
export const TEMPLATE_LIMITS = {
  /** UTF-8 bytes of one slot's source. */
  sourceBytes: 64 * 1024,
  /** Blocks within blocks, and calls within calls. */
  nesting: 16,
  /** Turns of all `{{#each}}` together while one slot is filled. */
  turns: 10_000,
  locales: 100,
} as const;
