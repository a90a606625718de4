import { isInherited, propertiesOf, propertyReader } from '../arguments/properties.ts';
import type { Read } from '../contract.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'event',
  summary: 'The event that is being handled.',
  fields: [
    defineDerived({
      name: 'event.name',
      summary: 'Name of the event that is being handled; a property of that name is `event.properties.name`',
      type: 'string',
      read: ({ signal }) => (signal?.kind === 'event' ? signal.value.name : undefined),
    }),
    {
      name: 'event.*',
      summary: 'A property of the event that is being handled, `event.total`, or one inside it, `event.product.brand`',
      type: 'any',
      bind(path) {
        const read = propertyReader(path);
        const whole: Read = (moment) => read(propertiesOf(moment)) ?? undefined;
        return path.includes('.') || isInherited(path)
          ? whole
          : Object.assign(whole, { plain: { of: 'event', name: path } });
      },
    },
    {
      name: 'event.properties.*',
      summary: 'The same, whatever the property is called: `event.properties.name`',
      type: 'any',
      bind(path) {
        const read = propertyReader(path);
        // An event may have a property called properties.
        const readInner = propertyReader(`properties.${path}`);
        return (moment) => {
          const properties = propertiesOf(moment);
          return read(properties) ?? readInner(properties) ?? undefined;
        };
      },
    },
  ],
} satisfies FieldGroup;
