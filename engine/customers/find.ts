import type { CustomerState } from '../../triggers/state/contract.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import { type Proposal, readIndex, readMark, readNewest, writeMark } from './candidates.ts';
import type { CustomerSearch, FindCustomers, FoundCustomer, FoundPage } from './contract.ts';
import { fieldThatFits, readWanted, type Wanted } from './words.ts';

export interface FindParts {
  readonly store: Pick<OutcomeStore, 'query'>;
  /** Reads a customer's state from Redis; follows a merge. The state of an unknown customer is empty. */
  readonly read: (customer: string) => Promise<CustomerState>;
}

/** The customers that one page looks at, at most: bounds how long an answer takes where few of many fit. */
const MOST_LOOKED = 2_000;
/** The customers that are read from Redis at once. */
const AT_ONCE = 100;

/** Creates the search over ClickHouse, which proposes, and Redis, which decides. */
export function createFindCustomers({ store, read }: FindParts): FindCustomers {
  return {
    async find(search) {
      const wanted = search.q === undefined || search.q.trim() === '' ? undefined : readWanted(search.q);
      const page = createPage(search, wanted);
      if (wanted && search.after === undefined) {
        page.take({ customer: search.q!.trim() }, await read(search.q!.trim()));
      }
      let mark = readMark(search.after);
      for (;;) {
        const proposals = await (wanted || search.place !== undefined
          ? readIndex(store, { wanted, among: search.among, place: search.place, after: mark, most: AT_ONCE })
          : readNewest(store, mark, AT_ONCE));
        const states = await Promise.all(proposals.map(({ customer }) => read(customer)));
        for (const [i, proposal] of proposals.entries()) {
          page.take(proposal, states[i]!);
          mark = proposal.mark;
          if (page.isFull()) return page.end(writeMark(mark));
        }
        if (proposals.length < AT_ONCE) return page.end(undefined);
        if (page.looked() >= MOST_LOOKED) return page.end(writeMark(mark));
      }
    },
  };
}

/** The page that is being filled. */
function createPage(search: CustomerSearch, wanted: Wanted | undefined) {
  const customers: FoundCustomer[] = [];
  const seen = new Set<string>();
  let looked = 0;
  const by = (state: CustomerState) => (wanted ? fieldThatFits(state, wanted, search.among) : undefined);
  return {
    take({ customer }: Pick<Proposal, 'customer'>, state: CustomerState): void {
      looked += 1;
      if (seen.has(state.id) || !isKnown(state)) return;
      const field = customer === search.q?.trim() ? 'id' : by(state);
      if (wanted && field === undefined) return;
      if (search.place !== undefined && !Object.hasOwn(state.inside, search.place)) return;
      if (!search.holds(state)) return;
      seen.add(state.id);
      customers.push({ state, ...(field !== undefined && { by: field }) });
    },
    isFull: () => customers.length >= search.most,
    looked: () => looked,
    end: (after: string | undefined): FoundPage => ({ customers, looked, ...(after !== undefined && { after }) }),
  };
}

function isKnown({ lastAt, values }: CustomerState): boolean {
  return lastAt !== 0 || Object.keys(values).length > 0;
}
