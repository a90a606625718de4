import type { Field } from '../contract.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'message',
  summary: 'What the customer got from us and did with it. Unknown until it happened once.',
  fields: [
    defineDerived({
      name: 'message.lastSentAt',
      summary: 'When we last let a message to the customer through',
      type: 'date',
      read: ({ state }) => state.reservations.at(-1)?.at,
    }),
    defineDerived({
      name: 'message.lastTrigger',
      summary: 'The trigger of the last message that we let through',
      type: 'string',
      read: ({ state }) => state.reservations.at(-1)?.trigger,
    }),
    when('Delivered', 'When a message was last delivered'),
    when('Opened', 'When the customer last opened a message'),
    when('Clicked', 'When the customer last clicked in a message'),
    when('Replied', 'When the customer last answered a message'),
  ],
} satisfies FieldGroup;

function when(happened: string, summary: string): Field {
  const kept = `message.last${happened}`;
  return defineDerived({ name: `${kept}At`, summary, type: 'date', read: ({ state }) => state.values[kept]?.at });
}
