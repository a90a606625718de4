import { type BadService, type Fault, startBadService } from '../../test/support/bad-service.ts';

/**
 * Services in a process of their own, of which a share of the calls fails. Asked to `begin` it starts them and answers
 * with their addresses; asked to `report` it answers with what they saw, and closes them.
 */
export type BadServicesCall =
  | { readonly begin: readonly { readonly share: number; readonly faults?: readonly Fault[] }[] }
  | 'report';

/** What a service saw: its calls, what became of them, and the ids of messages that it took. */
export type BadServiceReport = Pick<BadService, 'calls' | 'took' | 'counts'>;

/** What a service in another city takes to answer. */
const SLOW_MS = 50;

let services: readonly BadService[] = [];

async function hear(call: BadServicesCall): Promise<void> {
  if (call !== 'report') {
    services = await Promise.all(call.begin.map((one, i) => startBadService({ ...one, seed: i + 1, slowMs: SLOW_MS })));
    process.send?.(services.map(({ url }) => url));
    return;
  }
  process.send?.(services.map(({ calls, took, counts }) => ({ calls, took, counts })));
  await Promise.all(services.map(({ close }) => close()));
}

process.on('message', (call: BadServicesCall) => void hear(call));
process.on('disconnect', () => process.exit(0));
