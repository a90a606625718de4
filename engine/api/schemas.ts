import * as z from 'zod';
import { DOCUMENT_KINDS } from '../definitions/contract.ts';
import type { ApiError, Checked, Published, PublishRequest } from './contract.ts';

/** Shapes that several routes share; what they give is what `contract.ts` promises. */
export const problem = z.object({ source: z.string(), path: z.string(), expected: z.string() });

export const apiError: z.ZodType<ApiError> = z.object({
  error: z.string(),
  problems: z.array(problem).exactOptional(),
});

export const published: z.ZodType<Published> = z.object({ revision: z.int(), warnings: z.array(problem).readonly() });

export const checked: z.ZodType<Checked> = z.object({
  problems: z.array(problem).readonly(),
  warnings: z.array(problem).readonly(),
});

/** Documents that one request may bring. */
const MOST_DOCUMENTS = 200_000;
const name = z.string().min(1).max(200);

export const publishRequest: z.ZodType<PublishRequest> = z.object({
  documents: z
    .array(z.object({ kind: z.enum(DOCUMENT_KINDS), name, source: z.string().max(500), body: z.unknown() }))
    .max(MOST_DOCUMENTS),
  replace: z.boolean().default(false),
});

export const storedDocument = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  name: z.string(),
  source: z.string(),
  version: z.int(),
  body: z.unknown(),
});

/** The name of a definition in a URL. */
export const named = z.object({ name });

/** A customer's id in a URL. */
export const ofCustomer = z.object({ id: z.string().min(1).max(128) });

export const anyRow = z.record(z.string(), z.unknown()).readonly();
