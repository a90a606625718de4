import * as z from 'zod';
import { readPathPart } from './path-part.ts';
import { documents, problem } from './wire/contract.ts';

const name = z.string().min(1).max(200);
const property = z.string().min(1).max(200);

export const importRequest = z.object({
  geojson: z.unknown().describe('A Feature or a FeatureCollection.'),
  mend: z.boolean().default(false).describe('Mend broken outlines instead of refusing them.'),
  file: z
    .string()
    .min(1)
    .max(200)
    .default('imported.geojson')
    .describe('What the file is called, for messages and `pull`.'),
  id: property.optional().describe('The property that holds the id.'),
  name: property.optional().describe('The property that holds the name.'),
  attributes: z.array(property).max(100).optional().describe('Properties that are kept as attributes.'),
  tags: z.array(property).max(32).optional().describe('Tags for all of them.'),
  radiusMetres: z.number().optional().describe('Of points.'),
  widthMetres: z.number().optional().describe('Of lines.'),
  dryRun: z.boolean().default(false).describe('Publish nothing, give the documents.'),
  skip: z.boolean().default(false).describe('Leave out what cannot be taken instead of refusing all.'),
});

export const importAnswer = z.object({
  places: z.int(),
  mended: z
    .array(
      z.object({ place: z.string(), path: z.string(), what: z.string(), lostSquareMetres: z.number().exactOptional() }),
    )
    .readonly(),
  skipped: z.array(problem).readonly(),
  revision: z.int().optional(),
  warnings: z.array(problem).readonly(),
  documents: documents.readonly().optional(),
});

/** The name of a definition in a URL. */
export const nameInPath = z.object({ name });

/** An id in a URL, as `readPathPart` reads it. */
export const pathPart = (most: number) =>
  z
    .string()
    .min(1)
    .max(most + 1)
    .transform(readPathPart);

/** A customer's id in a URL. */
export const customerInPath = z.object({ id: pathPart(128) });

export const anyRow = z.record(z.string(), z.unknown()).readonly();
