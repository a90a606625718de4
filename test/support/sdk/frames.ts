/** One frame of the stream, as JSON Schema. */
export interface Frame {
  readonly summary: string;
  readonly isFromEngine: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

const text = { type: 'string' };
const time = { type: 'number', description: 'milliseconds since 1970' };
const ids = { type: 'array', items: text };
const survey = {
  description: 'How the question of the title is answered; the answer is the event survey-answered.',
  type: 'object',
  properties: {
    kind: { enum: ['rating', 'choice', 'text'] },
    most: { type: 'integer', description: 'of a rating, which begins with 1' },
    choices: { type: 'array', items: text },
  },
  required: ['kind'],
};
const inAppMessage = { id: text, title: text, body: text, action: text, survey, trigger: text, expiresAt: time };
const card = {
  type: 'object',
  properties: { ...inAppMessage, at: time, isPinned: { type: 'boolean' }, isShown: { type: 'boolean' } },
  required: ['id', 'title', 'body', 'trigger', 'expiresAt', 'at', 'isPinned', 'isShown'],
};
const rejection = {
  type: 'object',
  properties: { index: { type: 'integer' }, id: text, reason: text },
  required: ['index', 'reason'],
};

function frame(type: string, members: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  return {
    type: 'object',
    properties: { type: { const: type }, ...members },
    required: ['type', ...Object.keys(members).filter((name) => !optional.includes(name))],
  };
}

/** The frames of the stream besides signals, as `sdk/protocol.ts` types them. */
export const FRAMES: Readonly<Record<string, Frame>> = {
  subscribe: {
    summary: 'Asks for the in-app messages of a customer.',
    isFromEngine: false,
    payload: frame('subscribe', { customer: text, token: text }, ['token']),
  },
  'follow-cards': {
    summary: 'Follows the feed of cards of a customer.',
    isFromEngine: false,
    payload: frame('follow-cards', { customer: text, token: text }, ['token']),
  },
  shown: { summary: 'The message or card was shown.', isFromEngine: false, payload: frame('shown', { id: text }) },
  dismissed: {
    summary: 'The customer put the card away: it leaves the feed on all devices.',
    isFromEngine: false,
    payload: frame('dismissed', { id: text }),
  },
  clicked: {
    summary: 'The customer tapped the message.',
    isFromEngine: false,
    payload: frame('clicked', { id: text }),
  },
  ack: {
    summary: 'What is stored, what was known, and what is refused for good.',
    isFromEngine: true,
    payload: frame('ack', { accepted: ids, duplicates: ids, rejected: { type: 'array', items: rejection } }),
  },
  busy: {
    summary: 'These were not taken: send them again with the same ids after a while.',
    isFromEngine: true,
    payload: frame('busy', { ids, unnamed: { type: 'integer' }, retryAfterMs: { type: 'number' }, reason: text }),
  },
  message: {
    summary: 'A message to show.',
    isFromEngine: true,
    payload: frame('message', inAppMessage, ['action', 'survey']),
  },
  cards: {
    summary: 'All cards of the feed that is followed: pinned ones first, then the newest.',
    isFromEngine: true,
    payload: frame('cards', { customer: text, cards: { type: 'array', items: card, maxItems: 50 } }),
  },
  subscribed: {
    summary: 'Messages of this customer follow.',
    isFromEngine: true,
    payload: frame('subscribed', { customer: text }),
  },
  error: {
    summary: 'A frame that could not be read, and why.',
    isFromEngine: true,
    payload: frame('error', { reason: text }),
  },
};
