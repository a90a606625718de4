import { nameColumns, numberColumn } from '../../alerts/tile-numbers.ts';
import { causeOf } from '../../cause-of.ts';
import { toRefused } from '../answer-sql.ts';
import { Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { registerShelf } from '../shelf-routes.ts';
import { board, tileAnswer, tileRequest } from '../wire/boards.ts';
import { apiError } from '../wire/contract.ts';

/** Boards: answers that people arranged. */
export default {
  name: 'boards',
  summary: 'Boards: answers beside each other, arranged by people, shared by address, mailed each Monday.',
  register(app, { boards, askSource }) {
    registerShelf(app, { kind: 'board', shelf: boards, body: board, mayRead: 'read' });
    app.post(
      '/v1/tile-answer',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Answers a tile of a board, with what names its rows and what counts.',
          body: tileRequest,
          response: { 200: tileAnswer, 422: apiError, 429: apiError },
        },
      },
      async ({ body: { source, column, ...period }, author }) => {
        const answer = await askSource(source, author, period).catch((cause: unknown) => {
          const refused = toRefused(cause);
          throw refused instanceof Refused ? refused : new Refused(422, causeOf(cause));
        });
        const counted = numberColumn({ column }, answer);
        const names = counted === undefined ? [...answer.columns] : nameColumns(counted, answer);
        return { ...answer, names, ...(counted !== undefined && { column: counted }) };
      },
    );
  },
} satisfies RouteGroup;
