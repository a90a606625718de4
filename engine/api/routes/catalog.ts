import * as z from 'zod';
import type { LanguageCode } from '../../../triggers/words/contract.ts';
import { catalogOf } from '../catalog.ts';
import { CATALOG_GROUPS, type Catalog, type DocumentSchemas } from '../contract.ts';
import { schemasOf } from '../document-schemas.ts';
import type { RouteGroup } from '../route-group.ts';
import { catalogPart, documentSchemas, inLanguage } from '../wire/catalog.ts';

/** Every word a definition can be made of, as the parts describe themselves. */
export default {
  name: 'catalog',
  summary: 'Every word a definition can be made of: what it means, its arguments as JSON Schema, examples.',
  register(app, parts) {
    // The first costs the most and is made while the engine starts; the other languages when one asks.
    const catalogs = new Map<LanguageCode, Catalog>([['en', catalogOf(parts.language, parts.queries.all, 'en')]]);
    const documents = new Map<LanguageCode, DocumentSchemas>();
    app.get(
      '/v1/catalog',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Operators, wakers, fields, signals, helpers, channels, providers, queries and gates.',
          querystring: inLanguage,
          response: { 200: z.record(z.enum(CATALOG_GROUPS), z.array(catalogPart).readonly()) },
        },
      },
      async ({ query: { language } }) => {
        const catalog = catalogs.get(language) ?? catalogOf(parts.language, parts.queries.all, language);
        catalogs.set(language, catalog);
        return catalog;
      },
    );

    app.get(
      '/v1/schemas',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Whole documents as JSON Schema: trigger, place, template, workspace and segment.',
          querystring: inLanguage,
          response: { 200: documentSchemas },
        },
      },
      async ({ query: { language } }) => {
        const schemas = documents.get(language) ?? schemasOf(parts.language, language);
        documents.set(language, schemas);
        return schemas;
      },
    );
  },
} satisfies RouteGroup;
