/** One walk of `docs/adding-things.md`: a part as a new developer would add it. One file here, named after itself. */
export interface Walk {
  readonly name: string;
  /** The files to add, by their paths in the project. */
  readonly files: Readonly<Record<string, string>>;
  /** The pages that its tests write anew with `-u`. Absent: none. */
  readonly pages?: readonly string[];
  /** The test files that see the part. */
  readonly tests: readonly string[];
  /** Only the tests whose name has this. Absent: all of these files. */
  readonly only?: string;
}
