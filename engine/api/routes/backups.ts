import * as z from 'zod';
import { BackupRefused } from '../../backup/contract.ts';
import { Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';

const backup = z.object({
  path: z.string().describe('Its folder on the engine’s machine, below the data folder.'),
  at: z.number().describe('When it began: everything acknowledged before is in it.'),
  shards: z.int(),
});

/** Backups of private stores, while the engine goes on. */
export default {
  name: 'backups',
  summary: 'Backups of private stores, while the engine goes on.',
  register(app, { backups, log }) {
    app.post(
      '/v1/backups',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Makes a backup, and answers when it is whole.',
          response: { 201: backup, 409: apiError, 503: apiError },
        },
      },
      async (_, reply) => {
        try {
          const made = await backups.make();
          log.info('a backup was made', { path: made.path });
          return reply.status(201).send(made);
        } catch (cause) {
          throw cause instanceof BackupRefused ? new Refused(409, cause.message) : cause;
        }
      },
    );
  },
} satisfies RouteGroup;
