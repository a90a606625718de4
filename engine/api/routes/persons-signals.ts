import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Refused } from '../failures.ts';
import { hashOfCustomer } from '../log-changes.ts';
import type { RouteGroup } from '../route-group.ts';
import { customerInPath } from '../schemas.ts';
import { apiError } from '../wire/contract.ts';
import { personsSignal } from '../wire/customers.ts';

/** Signals that people send for a customer: a consent that was told at the desk, or a test. */
export default {
  name: 'persons-signals',
  summary: 'A signal for one customer that a person sends from the console.',
  register(app, { tell, log }) {
    app.post(
      '/v1/customers/:id/signals',
      {
        config: { may: 'personal' },
        schema: {
          summary: 'Takes a signal as the edge does. It does all that a signal does; a test says so in its id.',
          params: customerInPath,
          body: personsSignal,
          response: { 200: z.object({ signal: z.string() }), 422: apiError, 503: apiError },
        },
      },
      async (request) => {
        const { params, body, person } = request;
        const { id: customer } = params;
        const { kind, value, test } = body;
        const id = `${test ? 'test' : 'person'}.${randomUUID()}`;
        const refused = await tell({ id, kind, customer, value });
        if (refused !== undefined) throw new Refused(422, refused);
        log.info('a person sent a signal', { by: person?.name ?? 'the secret key', kind, signal: id, test });
        // What a signal says may be personal; that there was a yes or no to what is not.
        const after = kind === 'consent' ? { kind, value } : { kind, test };
        request.changes = [{ action: 'signal', kind: 'customers', name: hashOfCustomer(customer), after }];
        return { signal: id };
      },
    );
  },
} satisfies RouteGroup;
