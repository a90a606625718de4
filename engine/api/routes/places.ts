import { basename } from 'node:path';
import { InvalidDefinitions } from '../../../triggers/contract.ts';
import { importPlaces } from '../../../triggers/places/mend/import-places.ts';
import type { Document } from '../../definitions/contract.ts';
import { runInSlices } from '../../definitions/run-in-slices.ts';
import { warningsFor } from '../../definitions/warnings.ts';
import { refuseTo } from '../authorise.ts';
import { codeProblems } from '../phrases/code-problems.ts';
import { signature } from '../publish.ts';
import type { RouteGroup } from '../route-group.ts';
import { importAnswer, importRequest } from '../schemas.ts';
import { apiError } from '../wire/contract.ts';

/** A country's outlines in one request. */
const MOST_IMPORT_BYTES = 64 * 1024 * 1024;

/** Places from files that were made for others. */
export default {
  name: 'places',
  summary: 'Places from GeoJSON that was made for others, mended where that is asked for.',
  register(app, parts) {
    const { definitions, language } = parts;
    app.post(
      '/v1/places/import',
      {
        config: { may: 'write' },
        bodyLimit: MOST_IMPORT_BYTES,
        schema: {
          summary:
            'Publishes the features of a GeoJSON file as places, all or nothing; tells what was mended in which.',
          description:
            'A publish by hand refuses a broken outline; with `mend` it is closed, divided where it crosses itself, and rid of slivers. `dryRun` publishes nothing and gives the documents.',
          body: importRequest,
          response: { 200: importAnswer, 400: apiError, 403: apiError, 422: apiError },
        },
      },
      async (request) => {
        const { geojson, file, dryRun, skip, ...options } = request.body;
        if (!dryRun && request.person && !request.person.may.has('publish')) throw refuseTo('publish');
        const home = `places/${basename(file).replace(/\.[^.]*$/, '')}.geojson`;
        const { features, mended, problems } = await runInSlices(importPlaces(file, geojson, options));
        if (problems.length > 0 && !skip) throw new InvalidDefinitions(problems);
        const documents = features.map(
          (body, i): Document => ({ kind: 'place', name: body.properties.id, source: `${home}#${i + 1}`, body }),
        );
        const said = { places: documents.length, mended, skipped: codeProblems(problems) };
        if (dryRun) {
          await definitions.draft(documents, { replace: false });
          return { ...said, documents, warnings: [] };
        }
        const { revision } = await definitions.publish(documents, {
          replace: false,
          ...signature(request, parts, file),
        });
        return { ...said, revision, warnings: codeProblems(await warningsFor(documents, definitions.live, language)) };
      },
    );
  },
} satisfies RouteGroup;
