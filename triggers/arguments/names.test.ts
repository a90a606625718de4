import { expect, test } from 'vitest';
import { messagesWithin } from '../changes/messages-kept.ts';
import { InvalidDefinitions } from '../contract.ts';
import { outcomeSelector } from '../patterns/outcome-selector.ts';
import { parseTrigger } from '../reading/definition.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { parseWorkspace } from '../workspace/workspace.ts';

const vocabulary = await loadVocabulary();
const takes = (kind: string, value: unknown) => vocabulary.signals.get(kind)!.value.safeParse(value).success;

/** Everywhere that one and the same name may stand. */
const SPOTS: Readonly<Record<string, (name: string) => boolean>> = {
  'a purpose of the workspace': (name) => isGood({ purposes: { [name]: {} } }),
  'a channel of the workspace': (name) => isGood({ channels: [name] }),
  'a segment of the workspace': (name) => isGood({ segments: { [name]: {} } }),
  'the purpose of a consent': (name) => takes('consent', { channel: 'email', purpose: name, granted: true }),
  'the channel of a consent': (name) => takes('consent', { channel: name, purpose: 'offers', granted: true }),
  'the channel of a receipt': (name) => takes('message', { delivery: 'd', state: 'bounced', channel: name }),
  'a trigger': (name) => 'definition' in trigger({ name }),
  'a purpose in a trigger': (name) => 'definition' in trigger({ message: { template: 't', purpose: name } }),
  'a template in a trigger': (name) => 'definition' in trigger({ message: { template: name, purpose: 'offers' } }),
  'a trigger that is followed': (name) => outcomeSelector.safeParse({ of: name, is: 'sent' }).success,
  'a trigger whose messages are asked for': (name) => messagesWithin.safeParse({ trigger: name, within: '1d' }).success,
};

test.each(Object.entries(SPOTS))('%s is called as any other is', (_, isTaken) => {
  for (const name of ['a', '7-days', 'a'.repeat(48), 'a'.repeat(100)])
    expect([name, isTaken(name)]).toEqual([name, true]);
  for (const name of ['', '-a', 'A', 'a b', 'a'.repeat(101)]) expect([name, isTaken(name)]).toEqual([name, false]);
});

function trigger(more: object) {
  const body = { name: 'a', on: { signal: 'cart' }, message: { template: 't', purpose: 'offers' }, ...more };
  return parseTrigger('a.yaml', body, vocabulary);
}

function isGood(workspace: object): boolean {
  try {
    return parseWorkspace('workspace.yaml', workspace) !== undefined;
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) return false;
    throw cause;
  }
}
