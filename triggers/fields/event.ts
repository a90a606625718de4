import { isInherited, propertiesOf, propertyReader } from '../arguments/properties.ts';
import type { Read } from '../contract.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'event',
  group: 'signal',
  summary: 'The event that is being handled.',
  fields: [
    defineDerived({
      name: 'event.name',
      title: { en: 'Name of the event', de: 'Name des Ereignisses' },
      summary: {
        en: 'Name of the event that is being handled; a property of that name is `event.properties.name`',
        de: 'Name des Ereignisses, das gerade behandelt wird; eine Eigenschaft dieses Namens ist `event.properties.name`',
      },
      type: 'string',
      read: ({ signal }) => (signal?.kind === 'event' ? signal.value.name : undefined),
    }),
    {
      name: 'event.*',
      title: { en: 'Property of the event', de: 'Eigenschaft des Ereignisses' },
      summary: {
        en: 'A property of the event that is being handled, `event.total`, or one inside it, `event.product.brand`',
        de: 'Eine Eigenschaft des Ereignisses, das gerade behandelt wird, `event.total`, oder eine darin, `event.product.brand`',
      },
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
      title: { en: 'Property by its path', de: 'Eigenschaft nach Pfad' },
      summary: {
        en: 'The same, whatever the property is called: `event.properties.name`',
        de: 'Dasselbe, wie immer die Eigenschaft heißt: `event.properties.name`',
      },
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
