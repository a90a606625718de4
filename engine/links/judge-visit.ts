import type { Visit } from './contract.ts';
import { MACHINE_MANNERS, nameMachine } from './machine-rules.ts';

/**
 * Tells why a visit is no person's; undefined: a person's. `all` are the visits of one message, this one among them,
 * and `links` is how many links it has.
 */
export function whyMachine(
  visit: Visit,
  all: readonly Visit[],
  { sentAt, links }: { readonly sentAt: number; readonly links: number },
): string | undefined {
  if (visit.isHead) return 'it asked for the head alone';
  if (visit.isPrefetch) return 'it fetched ahead';
  if (visit.agent === '') return 'it does not introduce itself';
  const known = nameMachine(visit.agent);
  if (known) return known;
  if (visit.at - sentAt < MACHINE_MANNERS.soonerThanMs) return 'it came at once';
  return visit.link >= 0 && followsAll(visit, all, links) ? 'it followed link after link' : undefined;
}

/** A person follows one link, and maybe another after a while. */
function followsAll(visit: Visit, all: readonly Visit[], links: number): boolean {
  const near = all.filter(({ at, link }) => link >= 0 && Math.abs(at - visit.at) <= MACHINE_MANNERS.withinMs);
  const different = new Set(near.map(({ link }) => link)).size;
  return different >= MACHINE_MANNERS.links || (links > 1 && different >= links);
}
