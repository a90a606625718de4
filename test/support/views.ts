import type { OutcomeStore } from '../../engine/stores/contract.ts';

/** Makes the views of guests over the tables that there are. */
export async function makeViews(store: OutcomeStore): Promise<void> {
  await store.command('CREATE DATABASE IF NOT EXISTS results');
  await store.command(`CREATE VIEW IF NOT EXISTS results.decisions AS SELECT decision, any(o.customer) AS customer,
    any(o.trigger) AS trigger, min(o.at) AS at, maxIf(o.at, o.step = 'sent') AS sent_at, max(o.gate) AS gate,
    any(o.channel) AS channel FROM default.outcomes AS o GROUP BY decision`);
  await store.command('CREATE VIEW IF NOT EXISTS results.messages AS SELECT * FROM default.messages');
  await store.command('CREATE VIEW IF NOT EXISTS results.signals AS SELECT * FROM default.signals');
}
