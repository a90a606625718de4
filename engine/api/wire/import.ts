import * as z from 'zod';
import type { ShapeOf } from '../../contract.ts';
import { CELLS, type PlannedRow, ROW_STATES } from '../../places/contract.ts';
import { faultyPart, problem, saidSentences } from './contract.ts';

const MOST_ROWS = 50_000;
const LONGEST_CELL = 1_000;
const cells = z.partialRecord(z.enum(CELLS), z.string().max(LONGEST_CELL)).readonly();
const row = z.int().min(1);

/** The body of `POST /v1/places/import-file`. */
export const importFileRequest = z.object({
  file: z.string().min(1).max(200).describe('The name of the file; its ending says the format.'),
  text: z.string().describe('CSV, GeoJSON, KML or GPX.'),
  dryRun: z.boolean().default(true).describe('Publish nothing, tell what would become of each row.'),
  changes: z
    .array(z.object({ row, cells }))
    .max(MOST_ROWS)
    .readonly()
    .default([])
    .describe('Cells of rows that are taken instead of those in the file.'),
  leaveOut: z.array(row).max(MOST_ROWS).readonly().default([]).describe('Rows that are left out.'),
  columns: z
    .partialRecord(z.enum(CELLS), z.string().max(LONGEST_CELL))
    .default({})
    .describe('The columns of a table that hold a cell, where their names do not say so.'),
  mend: z.boolean().default(true).describe('Mend broken outlines instead of refusing them.'),
  radiusMetres: z.number().min(1).max(1_000_000).default(50).describe('Of points that say none.'),
  widthMetres: z.number().min(1).max(100_000).default(20).describe('Of lines that say none.'),
  tags: z.array(z.string().min(1).max(100)).max(32).readonly().default([]).describe('Tags that each place gets.'),
  keepAttributes: z.boolean().default(true).describe('Keep what else a row says as attributes.'),
});

/** The answer of `POST /v1/places/import-file`. */
export const importFileAnswer = z.object({
  format: z.string(),
  columns: z
    .array(z.object({ name: z.string(), is: z.enum(CELLS).optional() }))
    .readonly()
    .exactOptional()
    .describe('The columns of a table, and what they hold.'),
  rows: z
    .array(
      z.object({
        row: z.int().describe('The line of a table, else the number in the file.'),
        state: z.enum(ROW_STATES),
        id: z.string(),
        name: z.string(),
        centre: z.tuple([z.number(), z.number()]).readonly().exactOptional(),
        problems: z.array(faultyPart.extend({ cell: z.enum(CELLS).exactOptional() })).readonly(),
        cells: cells.exactOptional().describe('What it says; of a row that is faulty, left out or was repaired.'),
        mended: z.array(z.string()).readonly().exactOptional(),
      } satisfies ShapeOf<PlannedRow>),
    )
    .readonly(),
  gone: z
    .array(z.string())
    .readonly()
    .describe('Places that came from a file of this name earlier and are not in it any more. They stay.'),
  problems: z.array(problem).readonly().describe('What is wrong with the whole, not with one row.'),
  said: saidSentences,
  warnings: z.array(problem).readonly(),
  revision: z.int().optional().describe('The publish that it became.'),
});
