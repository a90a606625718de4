import { knownCustomer } from '../known-customer.ts';
import type { RouteGroup } from '../route-group.ts';
import { customerInPath } from '../schemas.ts';
import { apiError } from '../wire/contract.ts';
import { conversationAsk, conversationPage } from '../wire/customers.ts';

/** What was said between us and one customer. */
export default {
  name: 'conversation',
  summary: 'What was written to one customer, and what they wrote, page by page.',
  register(app, { customers, conversations }) {
    app.get(
      '/v1/customers/:id/conversation',
      {
        config: { may: 'personal' },
        schema: {
          summary: 'A page of what was written to a customer and by them, oldest message first.',
          params: customerInPath,
          querystring: conversationAsk,
          response: { 200: conversationPage, 404: apiError },
        },
      },
      async ({ params, query }) => {
        const { id, aliases } = await knownCustomer(customers, params.id);
        return conversations.page({ ids: [id, ...aliases], ...query });
      },
    );
  },
} satisfies RouteGroup;
