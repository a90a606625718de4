import { templatePath, templatesOf } from '../deciding/variants.ts';
import { wakeSubject } from '../waking/wake-keys.ts';
import type { CheckedTrigger, CheckInputs, NeededValues, TriggerCheck, Warning } from './contract.ts';

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
    const isShown = ({ values, channel }: NeededValues) =>
      values.includes('event.name') &&
      !READ_BY_SOFTWARE.has(channel) &&
      (message.channels === 'preferred' || message.channels.includes(channel));
    const warnings: Warning[] = [];
    for (const [i, template] of templatesOf(message).entries()) {
      const shown = needsOf(template).find(isShown);
      if (!shown || isShared(template, name, triggers)) continue;
      const expected = `a text in place of \`event.name\` in ${shown.at} of '${template}': it is always '${event}' here, the event’s own name; a property of that name is \`event.properties.name\``;
      warnings.push({ path: templatePath(i), expected });
    }
    return warnings;
  },
} satisfies TriggerCheck;

/** Whether another trigger has the template, too. */
function isShared(template: string, name: string, triggers: CheckInputs['triggers']): boolean {
  for (const other of triggers) if (other.name !== name && templatesOf(other.message).includes(template)) return true;
  return false;
}

/** Software may well ask what the event was. */
const READ_BY_SOFTWARE: ReadonlySet<string> = new Set(['webhook']);

/** The one event that every moment is about; undefined: there may be another, or none. */
function onlyEventOf({ listens }: CheckedTrigger['waker']): string | undefined {
  const [subject, ...others] = listens.map(wakeSubject);
  return others.length === 0 && subject?.type === 'event' ? subject.name : undefined;
}
