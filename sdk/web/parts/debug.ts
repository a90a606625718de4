import type { Inside, SignalNews } from '../../app/contract.ts';
import type { DebugOptions } from '../contract.ts';
import { debugSheet } from '../debug-sheet.ts';

/** What the engine tells of the customer's signals. */
interface Note {
  readonly at: number;
  readonly step: string;
  readonly trigger: string;
  readonly place?: string;
  readonly gate?: string;
  readonly reason?: string;
}

const ASK_EVERY_MS = 2_000;
const MOST_LINES = 60;

/**
 * Shows what the SDK sends and what becomes of it: each signal with its verdict, and with a debug token of your server
 * the triggers that woke. In production nothing is shown without a token. Returns the function that ends it.
 */
export async function showDebug(inside: Inside, { token }: DebugOptions): Promise<() => void> {
  const { client, platform, problem } = inside;
  const proof = await token?.(client.customer);
  if (proof === undefined && !platform.isDevelopment) {
    problem('the debug view: it needs a token of your server (POST /v1/customers/ID/debug-token)');
    return () => undefined;
  }
  const view = drawView(() => end());
  const lines = new Map<string, HTMLElement>();
  const heard = ({ id, text, verdict, reason }: SignalNews): void => {
    const line = lines.get(id) ?? view.add('sent');
    lines.set(id, line);
    if (text !== undefined) line.dataset.what = nameOf(text);
    view.say(line, line.dataset.what ?? id, verdict, reason);
  };
  const unwatch = inside.watchSignals(heard);
  let told = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (): Promise<void> => {
    const notes = await askNotes(inside, proof!);
    for (const note of notes) {
      if (told.has(JSON.stringify(note))) continue;
      const where = note.place === undefined ? '' : ` · ${note.place}`;
      view.say(
        view.add('engine'),
        note.trigger + where,
        note.step,
        [note.gate, note.reason].filter(Boolean).join(': '),
      );
    }
    told = new Set(notes.map((note) => JSON.stringify(note)));
  };
  const next = (): void => {
    void ask()
      .catch((cause: unknown) => problem(`the debug view: ${String(cause)}`))
      .finally(() => {
        if (!isEnded) timer = setTimeout(next, ASK_EVERY_MS);
      });
  };
  let isEnded = false;
  const end = (): void => {
    isEnded = true;
    clearTimeout(timer);
    unwatch();
    view.close();
  };
  if (proof !== undefined) next();
  return end;
}

async function askNotes({ url, key, client, platform }: Inside, token: string): Promise<readonly Note[]> {
  const answer = await platform.fetch(`${url.replace(/\/+$/, '')}/v1/debug`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customer: client.customer, token }),
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return ((await answer.json()) as { readonly notes: readonly Note[] }).notes;
}

function nameOf(text: string): string {
  const { kind, value } = JSON.parse(text) as { readonly kind: string; readonly value?: { readonly name?: unknown } };
  return typeof value?.name === 'string' ? `${kind} ${value.name}` : kind;
}

interface View {
  add(list: 'sent' | 'engine'): HTMLElement;
  say(line: HTMLElement, what: string, verdict: string, reason?: string): void;
  close(): void;
}

/** Draws the view in a shadow root of its own: text alone, by a sheet that a strict content policy allows. */
function drawView(end: () => void): View {
  const host = document.createElement('kairos-debug');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [debugSheet()];
  const box = element('section');
  box.setAttribute('aria-label', 'Kairos');
  const close = element('button', '×') as HTMLButtonElement;
  close.type = 'button';
  close.setAttribute('aria-label', 'Close');
  close.addEventListener('click', end);
  const lists = { sent: element('ol'), engine: element('ol') };
  for (const list of Object.values(lists)) list.tabIndex = 0;
  lists.sent.setAttribute('aria-label', 'Sent');
  lists.engine.setAttribute('aria-label', 'Engine');
  box.append(close, element('h2', 'Sent'), lists.sent, element('h2', 'Engine'), lists.engine);
  root.append(box);
  document.body.append(host);
  return {
    add(list) {
      const line = element('li');
      lists[list].prepend(line);
      while (lists[list].childElementCount > MOST_LINES) lists[list].lastElementChild?.remove();
      return line;
    },
    say(line, what, verdict, reason = '') {
      line.className = verdict;
      line.textContent = [what, verdict, reason].filter((part) => part !== '').join(' — ');
    },
    close: () => host.remove(),
  };
}

function element(tag: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
