let sheet: CSSStyleSheet | undefined;

/** The look of messages. An app changes it by the variables `--kairos-…`, which reach into the shadow root. */
export function messageSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}

const RULES = `
  :host { all: initial; }
  section, dialog, article {
    box-sizing: border-box;
    max-width: min(var(--kairos-width, 26rem), calc(100vw - 2rem));
    padding: 1rem 1.25rem;
    border: 1px solid var(--kairos-border, #d0d5dd);
    border-radius: var(--kairos-radius, 0.75rem);
    background: var(--kairos-background, #fff);
    color: var(--kairos-color, #1b1f24);
    font: var(--kairos-font, 1rem/1.4 system-ui, sans-serif);
    overflow-wrap: anywhere;
  }
  .banner {
    position: fixed;
    inset: auto 1rem calc(1rem + env(safe-area-inset-bottom)) auto;
    width: calc(100% - 2rem);
    z-index: var(--kairos-layer, 2147483000);
    box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 25%);
  }
  .cards { margin: 0 0 0.75rem; }
  .pinned { border-inline-start: 0.3rem solid var(--kairos-accent, #1f5fbf); }
  dialog::backdrop { background: rgb(0 0 0 / 50%); }
  h2 { margin: 0 0 0.25rem; font-size: 1.1em; }
  p { margin: 0 0 0.75rem; white-space: pre-line; }
  div { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  a, button {
    display: inline-flex;
    align-items: center;
    padding: 0.5rem 1rem;
    border: 1px solid transparent;
    border-radius: var(--kairos-button-radius, 0.5rem);
    font: inherit;
    cursor: pointer;
    min-height: 2.75rem;
    box-sizing: border-box;
  }
  a { background: var(--kairos-accent, #1f5fbf); color: var(--kairos-on-accent, #fff); text-decoration: none; }
  button:not(.send) { background: transparent; color: inherit; border-color: currentColor; }
  .send { background: var(--kairos-accent, #1f5fbf); color: var(--kairos-on-accent, #fff); margin-bottom: 0.5rem; }
  fieldset { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0 0 0.75rem; padding: 0; border: 0; min-width: 0; }
  .choice { flex-direction: column; }
  label { display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.75rem; cursor: pointer; }
  input { width: 1.25rem; height: 1.25rem; margin: 0; flex: none; accent-color: var(--kairos-accent, #1f5fbf); }
  textarea {
    box-sizing: border-box;
    width: 100%;
    padding: 0.5rem;
    border: 1px solid currentColor;
    border-radius: var(--kairos-button-radius, 0.5rem);
    background: transparent;
    color: inherit;
    font: inherit;
  }
  input:focus-visible, textarea:focus-visible,
  a:focus-visible, button:focus-visible { outline: 3px solid var(--kairos-focus, #7aa7f0); outline-offset: 2px; }
  @media (prefers-color-scheme: dark) {
    section, dialog, article {
      border-color: var(--kairos-border, #444c56);
      background: var(--kairos-background, #1b1f24);
      color: var(--kairos-color, #f0f3f6);
    }
    a, .send { background: var(--kairos-accent, #a8c7fa); color: var(--kairos-on-accent, #0b1f3f); }
  }
`;
