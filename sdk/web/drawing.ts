import type { HandedMessage } from '../app/contract.ts';
import type { MessageOptions } from './contract.ts';
import { messageSheet } from './message-sheet.ts';
import { drawSurvey } from './survey.ts';

export type Handed = HandedMessage;

/** Where a link may lead: never to a script. */
const UNSAFE = /^\s*(javascript|data|vbscript|blob|file):/i;
const WORDS = { open: 'Open', close: 'Close', send: 'Send' };

/**
 * Creates the drawing of messages: text alone, within a shadow root whose sheet is made by script, so that a strict
 * content policy and Trusted Types let it be. Banners and modals come one after the other.
 */
export function createDrawing(options: MessageOptions, now: () => number): (message: Handed) => Promise<void> {
  let turn: Promise<void> = Promise.resolve();
  const drawn = new Set<string>();
  return async (message) => {
    if (options.drawAs === 'cards') {
      drawMessage(message, options, () => undefined);
      return;
    }
    const before = turn;
    let next = (): void => undefined;
    turn = new Promise((resolve) => {
      next = resolve;
    });
    await before;
    if (message.expiresAt <= now() || drawn.has(message.id) || !message.isHeld()) {
      next();
      throw new Error('too late to be shown');
    }
    drawn.add(message.id);
    drawMessage(message, options, next);
  };
}

function drawMessage(message: Handed, options: MessageOptions, gone: () => void): void {
  // What the message asks for counts before what the page prefers; a page of cards has everything as cards.
  const drawAs = options.drawAs === 'cards' ? 'cards' : (message.form ?? options.drawAs ?? 'banner');
  const { into } = options;
  const host = document.createElement('kairos-message');
  const box = drawBox(host, message, { ...options, drawAs }, (tell) => {
    if (!host.isConnected) return;
    host.remove();
    tell();
    gone();
  });
  (drawAs === 'cards' ? (into ?? document.body) : document.body).append(host);
  if (box instanceof HTMLDialogElement) box.showModal();
}

/** Draws a message within its host. `leave` is called with what to tell when the customer is done with it. */
export function drawBox(
  host: HTMLElement,
  message: Handed,
  { drawAs = 'banner', open, words = WORDS }: MessageOptions,
  leave: (tell: () => void) => void,
): HTMLElement {
  const { survey } = message;
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [messageSheet()];
  const box = document.createElement(drawAs === 'modal' ? 'dialog' : drawAs === 'cards' ? 'article' : 'section');
  box.className = drawAs;
  box.setAttribute('aria-labelledby', 'title');
  box.setAttribute('aria-describedby', 'body');
  if (drawAs === 'banner') box.setAttribute('role', 'status');
  box.append(
    textIn('h2', 'title', message.title),
    textIn('p', 'body', message.body),
    ...(survey
      ? [drawSurvey(survey, words.send ?? WORDS.send, (answer) => leave(() => message.answered(answer)))]
      : []),
    buttonsOf(message, open, words, leave),
  );
  box.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && drawAs !== 'cards') leave(message.dismissed);
  });
  box.addEventListener('cancel', () => leave(message.dismissed));
  root.append(box);
  return box;
}

function buttonsOf(
  message: Handed,
  open: MessageOptions['open'],
  words: NonNullable<MessageOptions['words']>,
  leave: (tell: () => void) => void,
): HTMLElement {
  const row = document.createElement('div');
  const { action } = message;
  if (action !== undefined && action !== '' && !UNSAFE.test(action)) {
    const link = textIn('a', 'open', words.open) as HTMLAnchorElement;
    link.href = action;
    link.addEventListener('click', (event) => {
      if (open) event.preventDefault();
      leave(message.clicked);
      open?.(action);
    });
    row.append(link);
  }
  const close = textIn('button', 'close', words.close) as HTMLButtonElement;
  close.type = 'button';
  close.addEventListener('click', () => leave(message.dismissed));
  row.append(close);
  return row;
}

function textIn(tag: string, id: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.id = id;
  element.textContent = text;
  return element;
}
