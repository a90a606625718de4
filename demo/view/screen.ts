/** Where the demo writes: a terminal, or something that only takes text. */
export interface TextTerminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Scrolling lines with the standing of things below them; on anything but a terminal only the lines. */
export interface Screen {
  /** Columns that a line may take. */
  readonly width: number;
  readonly isTerminal: boolean;
  line(text: string): void;
  /** Draws: lines since the last time scroll up, the status stays at the foot. */
  draw(status: readonly string[]): void;
  /** Leaves what is written and takes the status away; lines still go out afterwards. */
  close(): void;
}

/** The most lines between two drawings that can be read; further ones are counted. */
const MOST_LINES = 40;
/** What is not a terminal has no width of its own. */
const PLAIN_WIDTH = 120;
const NARROWEST = 40;

/** Opens a screen. */
export function createScreen(out: TextTerminal): Screen {
  const isTerminal = out.isTTY === true;
  const waiting: string[] = [];
  let skipped = 0;
  let below = 0;
  let isClosed = false;

  const takeAway = () => (below === 0 ? '' : `\x1b[${below}A\r\x1b[J`);
  const flush = (status: readonly string[]) => {
    if (skipped > 0) waiting.push(`         … and ${skipped} more`);
    const lines = [...waiting, ...(status.length > 0 ? ['', ...status] : [])];
    out.write(takeAway() + lines.map((line) => `${line}\n`).join(''));
    below = status.length > 0 ? status.length + 1 : 0;
    waiting.length = 0;
    skipped = 0;
  };
  return {
    isTerminal,
    get width() {
      return isTerminal ? Math.max(NARROWEST, (out.columns ?? PLAIN_WIDTH) - 1) : PLAIN_WIDTH;
    },
    line(text) {
      if (!isTerminal || isClosed) out.write(`${text}\n`);
      else if (waiting.length < MOST_LINES) waiting.push(text);
      else skipped++;
    },
    draw(status) {
      if (isTerminal && !isClosed) flush(status);
    },
    close() {
      if (isClosed) return;
      if (isTerminal) flush([]);
      isClosed = true;
    },
  };
}
