let sheet: CSSStyleSheet | undefined;

/** The look of the debug view. */
export function debugSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}

const RULES = `
  :host { all: initial; }
  section {
    position: fixed;
    inset: auto auto 0 0;
    z-index: 2147483001;
    box-sizing: border-box;
    width: min(28rem, 100vw);
    max-height: 45vh;
    overflow: auto;
    padding: 0.5rem 0.75rem;
    background: #14181d;
    color: #e6edf3;
    font: 0.75rem/1.5 ui-monospace, monospace;
  }
  h2 { margin: 0.25rem 0; font-size: 1em; }
  ol { margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
  button { float: right; min-width: 2rem; min-height: 2rem; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
  .accepted, .sent, .queued { color: #7ee2a8; }
  .rejected, .dropped, .failed { color: #ffb1a8; }
  .held-back, .deferred, .no-match { color: #f2cc60; }
  button:focus-visible, ol:focus-visible { outline: 2px solid #a8c7fa; }
`;
