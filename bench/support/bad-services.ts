import { startBadService } from '../../test/support/bad-service.ts';

/** Four services in a process of their own: one at its best, and three of which 20, 50 and 100 % of the calls fail. */
const SHARES = [0, 0.2, 0.5, 1];
/** What a service in another city takes to answer. */
const SLOW_MS = 50;

const services = await Promise.all(
  SHARES.map((share, i) => startBadService({ share, seed: i + 1, slowMs: SLOW_MS, ...(i === 0 && { faults: [] }) })),
);
process.on('message', () => {
  process.send?.(services.map(({ calls, took, counts }) => ({ calls, took, counts })));
});
process.on('disconnect', () => process.exit(0));
process.send?.(services.map(({ url }) => url));
