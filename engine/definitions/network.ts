import type { Trigger } from '../../triggers/contract.ts';
import { ANY_TRIGGER } from '../../triggers/patterns/contract.ts';
import type { Live, Network, NetworkEdge, StoredDocument } from './contract.ts';
import { referencesIn } from './references-in.ts';

const MOST_EDGES = 300;

/** Returns what ties a trigger to others; without one, every trigger that wakes another. */
export function networkOf(live: Live, documents: readonly StoredDocument[], around?: string): Network {
  const found = around === undefined ? wakings(live) : neighbours(live, documents, around);
  const edges: NetworkEdge[] = [];
  for (const edge of found) {
    if (edges.length === MOST_EDGES) return finish(edges, around, true);
    edges.push(edge);
  }
  return finish(edges, around, false);
}

function finish(edges: readonly NetworkEdge[], around: string | undefined, isCut: boolean): Network {
  const names = new Set([...(around === undefined ? [] : [around]), ...edges.flatMap(({ from, to }) => [from, to])]);
  return { triggers: [...names].sort(), edges, isCut };
}

function* wakings({ matcher }: Live, about?: string): Generator<NetworkEdge> {
  for (const [to, { waker }] of matcher.triggers as ReadonlyMap<string, Trigger>) {
    for (const { trigger, states } of waker.follows ?? []) {
      const from = trigger === ANY_TRIGGER ? ANY_TRIGGER : trigger;
      const isAbout = about === undefined || from === about || to === about || from === ANY_TRIGGER;
      if (isAbout)
        yield { from: from === ANY_TRIGGER ? (about ?? to) : from, to, by: 'wakes', what: states.join(', ') };
    }
  }
}

function* neighbours(live: Live, documents: readonly StoredDocument[], around: string): Generator<NetworkEdge> {
  yield* wakings(live, around);
  const center = documents.find(({ kind, name }) => kind === 'trigger' && name === around);
  if (!center) return;
  const uses = thingsOf(center);
  const { caps } = live.workspace;
  for (const other of documents) {
    if (other.kind !== 'trigger' || other.name === around) continue;
    const theirs = thingsOf(other);
    for (const [thing, by, what] of uses.values()) {
      if (theirs.has(thing) && by !== 'purpose') yield { from: around, to: other.name, by, what };
    }
    for (const { purpose } of caps) {
      const isShared = purpose !== undefined && uses.has(`purpose ${purpose}`) && theirs.has(`purpose ${purpose}`);
      if (isShared) yield { from: around, to: other.name, by: 'cap', what: purpose };
    }
  }
}

type Thing = readonly [key: string, by: 'place' | 'template' | 'purpose', what: string];

/** The things that tie triggers when two of them use one. */
function thingsOf(document: StoredDocument): ReadonlyMap<string, Thing> {
  const things = referencesIn(document).flatMap(({ kind, name }): readonly Thing[] => {
    if (kind === 'place') return [[`place ${name}`, 'place', name]];
    if (kind === 'tag') return [[`tag ${name}`, 'place', name]];
    if (kind === 'template' || kind === 'purpose') return [[`${kind} ${name}`, kind, name]];
    return [];
  });
  return new Map(things.map((thing) => [thing[0], thing]));
}
