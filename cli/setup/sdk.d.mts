/** The packages of the SDK, by their folders below `sdk/`. */
export const SDK_PACKAGES: readonly { readonly folder: string; readonly summary: string }[];

/** The size of a file that a page loads. */
export interface SdkSize {
  readonly file: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly most: number;
}

/** Builds packages of the SDK into a folder, each ready to be packed; all of them when none is named. */
export function buildSdk(root: string, out: string, folders?: readonly string[]): Promise<readonly SdkSize[]>;

/** Builds only what a page loads by a `<script>`: `kairos.js`, and `parts/` beside it. */
export function buildPageScript(root: string, to: string): Promise<void>;
