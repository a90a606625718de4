import { wakeSubject } from '../waking/wake-keys.ts';
import type { CheckedTrigger, TriggerCheck } from './contract.ts';

/**
 * Finds messages that show people the name of an event where a property of it is meant. A template of several triggers
 * may well say which event it was.
 */
export default {
  name: 'own-name',
  summary:
    'Messages with the name of the event that wakes the trigger, which is always the same, in place of a property of that name.',
  goesByTemplate: true,
  find({ definition: { name, message }, waker }, { needsOf, triggers }) {
    const event = onlyEventOf(waker);
    if (event === undefined) return [];
    const shown = needsOf(message.template).filter(
      ({ values, channel }) =>
        values.includes('event.name') &&
        !READ_BY_SOFTWARE.has(channel) &&
        (message.channels === 'preferred' || message.channels.includes(channel)),
    );
    if (shown.length === 0) return [];
    for (const other of triggers) if (other.message.template === message.template && other.name !== name) return [];
    return shown.slice(0, 1).map(({ at }) => ({
      path: 'message.template',
      expected: `a text in place of \`event.name\` in ${at} of '${message.template}': it is always '${event}' here, the event’s own name; a property of that name is \`event.properties.name\``,
    }));
  },
} satisfies TriggerCheck;

/** Software may well ask what the event was. */
const READ_BY_SOFTWARE: ReadonlySet<string> = new Set(['webhook']);

/** The one event that every moment is about; undefined: there may be another, or none. */
function onlyEventOf({ listens }: CheckedTrigger['waker']): string | undefined {
  const [subject, ...others] = listens.map(wakeSubject);
  return others.length === 0 && subject?.type === 'event' ? subject.name : undefined;
}
