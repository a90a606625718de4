import { expect, test } from 'vitest';
import { BY_APPS, MESSAGE_STATES } from './message-states.ts';

test('an app reports what it sees of a message, and nothing that stops messages', () => {
  for (const state of ['delivered', 'opened', 'clicked', 'replied']) expect(BY_APPS.has(state), state).toBe(true);
  for (const state of ['bounced', 'complained', 'failed', 'sent']) expect(BY_APPS.has(state), state).toBe(false);
  for (const state of BY_APPS) expect(MESSAGE_STATES).toContain(state);
});
