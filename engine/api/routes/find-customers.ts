import type { CustomerState } from '../../../triggers/state/contract.ts';
import type { FoundCustomer, Mask } from '../../customers/contract.ts';
import type { Live } from '../../definitions/contract.ts';
import { momentOfNow } from '../../studies/explain-customer.ts';
import { notFound } from '../failures.ts';
import { maskFor, maySeePersonal } from '../personal.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { customerSearch, foundCustomers } from '../wire/customers.ts';

/** Finds customers by what is known of them. */
export default {
  name: 'find-customers',
  summary: 'Customers by id, address, telephone number, trait, place and segment; the newest where nothing is typed.',
  register(app, { definitions, finder, world, addressOf, clock }) {
    app.get(
      '/v1/customers',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Finds customers; personal data is masked for a reader who may not see it.',
          querystring: customerSearch,
          response: { 200: foundCustomers, 404: apiError },
        },
      },
      async (request) => {
        const { q, place, segment, after, most } = request.query;
        const { live } = definitions;
        if (place !== undefined && !live.place.has(place)) throw notFound('place', place, live.place.keys());
        const isIn = segment === undefined ? undefined : live.segments.get(segment)?.holds;
        if (segment !== undefined && !isIn) throw notFound('segment', segment, live.segments.keys());
        const holds = (state: CustomerState) => {
          const inputs = { live, world, addressOf, at: clock.now() };
          return isIn === undefined || isIn(momentOfNow({ state, signal: undefined }, inputs)) === true;
        };
        const among = maySeePersonal(request) ? ('everything' as const) : ('ids' as const);
        const page = await finder.find({ q, place, after, most, among, holds });
        const customers = page.customers.map((found) => view(found, live, maskFor(request, found.state)));
        return { ...page, customers, among };
      },
    );
  },
} satisfies RouteGroup;

function view({ state, by }: FoundCustomer, live: Live, mask: Mask) {
  const { id, identified, lastAt, inside } = state;
  const places = Object.keys(inside).map((place) => ({ id: place, name: live.place.get(place)?.name ?? place }));
  return {
    customer: id,
    identified,
    ...reachable(mask(state.values)),
    lastAt,
    places,
    ...(by !== undefined && { by }),
  };
}

/** What people call a customer by, and reach them at. */
function reachable(values: CustomerState['values']) {
  const text = (trait: string) => {
    const known = values[`customer.${trait}`]?.v;
    return typeof known === 'string' || typeof known === 'number' ? String(known) : undefined;
  };
  const parts = [text('firstName') ?? text('first_name'), text('lastName') ?? text('last_name')];
  const name = text('name') ?? (parts.some(Boolean) ? parts.filter(Boolean).join(' ') : undefined);
  const email = text('email');
  const phone = text('phone');
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
  };
}
