import * as z from 'zod';
import { catalogOf } from '../catalog.ts';
import { CATALOG_GROUPS } from '../contract.ts';
import type { RouteGroup } from '../route-group.ts';
import { catalogPart } from '../wire/contract.ts';

/** Every word a definition can be made of, as the parts describe themselves. */
export default {
  name: 'catalog',
  summary: 'Every word a definition can be made of: what it means, its arguments as JSON Schema, examples.',
  register(app, parts) {
    const catalog = catalogOf(parts.language, parts.queries.all);
    app.get(
      '/v1/catalog',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Operators, wakers, fields, signals, helpers, channels, providers, queries and gates.',
          response: { 200: z.record(z.enum(CATALOG_GROUPS), z.array(catalogPart).readonly()) },
        },
      },
      async () => catalog,
    );
  },
} satisfies RouteGroup;
