import { factsOf } from '../engine/customers/facts.ts';
import { createFindCustomers } from '../engine/customers/find.ts';
import { startClickHouse } from '../test/support/clickhouse.ts';
import type { CustomerState } from '../triggers/state/contract.ts';
import { emptyState } from '../triggers/state/empty-state.ts';
import type { Bench } from './contract.ts';

const CUSTOMERS = 1_000_000;
const AT_ONCE = 20_000;
const NOW = Date.UTC(2026, 10, 22);
const REPEATS = 15;
const FIRST = ['Anna', 'Ben', 'Carla', 'David', 'Eva', 'Finn', 'Greta', 'Hanna', 'Ida', 'Jonas'];
const LAST = ['Berger', 'Klein', 'Lehmann', 'Maurer', 'Nowak', 'Otto', 'Peters', 'Roth', 'Schuster', 'Vogt'];

/**
 * How long a search takes at a million customers, and what the index holds of one. States are made when they are asked
 * for.
 */
export default {
  name: 'customer-search',
  summary: `Searches among ${CUSTOMERS.toLocaleString('en')} customers by id, address, number, name, trait, place and segment; bytes of the index a customer.`,
  async run({ say }) {
    const clickhouse = await startClickHouse();
    const { store } = clickhouse;
    try {
      const from = performance.now();
      for (let first = 0; first < CUSTOMERS; first += AT_ONCE) {
        const states = Array.from({ length: AT_ONCE }, (_, i) => customerAt(first + i));
        await store.insert('customer_facts', states.flatMap(factsOf));
      }
      const filledSeconds = Math.round((performance.now() - from) / 100) / 10;
      const [size] = await store.query<{ rows: number; bytes: number }>(SIZE, {});
      const finder = createFindCustomers({ store, read: async (id) => stateOf(id) });
      const searches = {
        id: { q: 'c-0777' },
        email: { q: 'hanna.roth.777777@post.example' },
        phone: { q: '0170 0777777' },
        name: { q: 'berger hanna' },
        trait: { q: 'plan:gold' },
        place: { place: 'haus-7' },
        segment: { q: 'hanna', holds: ({ id }: CustomerState) => id.endsWith('7') },
        nobody: { q: 'xyzzy' },
      };
      const milliseconds: Record<string, { readonly p50: number; readonly worst: number; readonly found: number }> = {};
      for (const [name, search] of Object.entries(searches)) {
        const times: number[] = [];
        let found = 0;
        for (let i = 0; i < REPEATS; i++) {
          const begun = performance.now();
          const page = await finder.find({ among: 'everything', holds: () => true, most: 50, ...search });
          times.push(performance.now() - begun);
          found = page.customers.length;
        }
        times.sort((a, b) => a - b);
        milliseconds[name] = { p50: round(times[REPEATS >> 1]!), worst: round(times.at(-1)!), found };
      }
      const figures = {
        customers: CUSTOMERS,
        filledSeconds,
        rowsEach: round(Number(size?.rows) / CUSTOMERS),
        bytesEach: Math.round(Number(size?.bytes) / CUSTOMERS),
        milliseconds,
      };
      say(JSON.stringify(figures));
      return figures;
    } finally {
      await clickhouse.stop();
    }
  },
} satisfies Bench;

const SIZE = `SELECT sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
  WHERE database = currentDatabase() AND table = 'customer_index' AND active`;

function stateOf(id: string): CustomerState {
  const found = /^c-(\d{7})$/.exec(id);
  return found ? customerAt(Number(found[1])) : emptyState(id);
}

function customerAt(i: number): CustomerState {
  const [first, last] = [FIRST[i % 10]!, LAST[Math.floor(i / 10) % 10]!];
  const traits = {
    name: `${first} ${last}`,
    email: `${first}.${last}.${i}@post.example`.toLowerCase(),
    phone: `+49 170 ${String(i).padStart(7, '0')}`,
    plan: i % 3 === 0 ? 'gold' : 'silver',
    city: `Town ${i % 2_000}`,
  };
  const values = Object.fromEntries(
    Object.entries(traits).map(([name, v]) => [`customer.${name}`, { v, at: NOW, source: 'identify' }]),
  );
  const inside = i % 100 === 0 ? { [`haus-${(i / 100) % 50}`]: { since: NOW } } : {};
  return { ...emptyState(`c-${String(i).padStart(7, '0')}`), lastAt: NOW, values, inside };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
