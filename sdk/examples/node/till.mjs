// A till: tells of each order, also when the net is away. `node till.mjs URL KEY FOLDER`, then a line for each order:
// CUSTOMER TOTAL.
import { createInterface } from 'node:readline';
import { createKairos } from '@kairos/node';

const [url, key, folder] = process.argv.slice(2);
const kairos = createKairos({ url, key, folder });

for await (const line of createInterface({ input: process.stdin })) {
  const [customer, total] = line.trim().split(/\s+/);
  kairos.send({ kind: 'event', customer, value: { name: 'order-completed', properties: { total: Number(total) } } });
}
const isDone = await kairos.flush(2_000);
const { accepted, waiting } = kairos.counts;
console.log(isDone ? `${accepted} orders are told` : `${waiting} orders wait for the next run`);
await kairos.close();
