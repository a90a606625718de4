import type { Match, Moment, Trigger } from '../triggers/contract.ts';
import { buildMatcher, type IndexedMatcher } from '../triggers/matcher.ts';
import { compileTrigger } from '../triggers/reading/compile-trigger.ts';
import { finish } from '../triggers/slices/finish.ts';
import type { Vocabulary } from '../triggers/vocabulary/contract.ts';
import { loadVocabulary } from '../triggers/vocabulary/vocabulary.ts';
import type { Bench } from './contract.ts';
import { closuresPeer, gorulesPeer, jsonLogicPeer, type Peer, rulesEnginePeer } from './data/match-peers.ts';
import { momentsOf } from './data/moments.ts';
import { randomOf } from './data/random.ts';
import { triggersOf } from './data/triggers.ts';
import { medianOf } from './support/median.ts';
import { cpuMicros, heapMb } from './support/usage.ts';

const COUNTS = [1_000, 10_000, 100_000];
const MOMENTS = 20_000;
const MATCHES = 5;
const EDITS = 50;
/** Peers are asked about fewer of the same moments: about so long for each, and at the sizes they finish in. */
const PEER_SECONDS = 3;
const PEERS: readonly { readonly name: string; readonly most: number; make(of: readonly Trigger[]): Promise<Peer> }[] =
  [
    { name: 'closures', most: 100_000, make: closuresPeer },
    { name: 'jsonLogic', most: 100_000, make: jsonLogicPeer },
    { name: 'zenEngine', most: 10_000, make: gorulesPeer },
    { name: 'jsonRulesEngine', most: 1_000, make: rulesEnginePeer },
  ];

/** One moment against many triggers: reading its fields, finding those that match, with unknowns. */
export default {
  name: 'match',
  summary: 'Which of 1,000 to 100,000 triggers a moment matches, beside closures one by one and three rule engines.',
  async run({ runs, say }) {
    const vocabulary = await loadVocabulary();
    const figures: Record<string, unknown> = { moments: MOMENTS };
    for (const count of COUNTS) {
      const triggers = compileMany(count, vocabulary);
      const moments = momentsOf(randomOf(9), MOMENTS, Date.UTC(2026, 5, 1));
      const ours = await measureOurs(triggers, moments, runs);
      const { matchMicros } = ours;
      say(`${count} triggers: ${matchMicros.median} µs a moment, ${ours.matches} matches`);
      const peers: Record<string, unknown> = {};
      for (const { name, most, make } of PEERS) {
        if (count > most) continue;
        const measured = await measurePeer(await make(triggers), moments, createMatching(ours.matcher, moments));
        peers[name] = { ...measured, timesSlower: round(measured.matchMicros / matchMicros.median) };
        say(`  ${name}: ${JSON.stringify(peers[name])}`);
      }
      const { matcher: _, ...shown } = ours;
      figures[`triggers${count}`] = { ...shown, peers };
    }
    return figures;
  },
} satisfies Bench;

function compileMany(count: number, vocabulary: Vocabulary): readonly Trigger[] {
  return triggersOf(randomOf(1), count, MATCHES).map((definition) => compileTrigger(definition, 1, vocabulary));
}

async function measureOurs(triggers: readonly Trigger[], moments: readonly Moment[], runs: number) {
  const before = heapMb();
  let started = cpuMicros();
  const matcher = buildMatcher(triggers, new Map());
  const buildMs = round((cpuMicros() - started) / 1_000);
  const indexMb = round(heapMb() - before);
  const out: Match[] = [];
  const round1 = () => {
    let matches = 0;
    for (const moment of moments) {
      out.length = 0;
      matcher.match(moment, out);
      matches += out.length;
    }
    return matches;
  };
  const matches = round(round1() / moments.length);
  for (let i = 0; i < 3; i++) round1();
  const { matchMicros } = await medianOf(runs, async () => {
    const from = cpuMicros();
    round1();
    return { matchMicros: round((cpuMicros() - from) / moments.length) };
  });
  started = cpuMicros();
  let edited: IndexedMatcher = matcher;
  for (let i = 0; i < EDITS; i++) {
    const changed = [{ ...triggers[i * 7]! }];
    edited = finish(edited.next({ changed, removed: [] }, new Map()));
  }
  const editMs = round((cpuMicros() - started) / 1_000 / EDITS);
  return { matcher, matchMicros, matches, buildMs, editMs, indexMb };
}

/** How many of the first moments match, in all: peers must find as many. */
function createMatching(matcher: IndexedMatcher, moments: readonly Moment[]): (count: number) => number {
  return (count) => {
    const out: Match[] = [];
    for (const moment of moments.slice(0, count)) matcher.match(moment, out);
    return out.length;
  };
}

async function measurePeer(peer: Peer, moments: readonly Moment[], expected: (count: number) => number) {
  const until = performance.now() + PEER_SECONDS * 1_000;
  const inputs = moments.slice(0, 2_000).map((moment) => peer.inputOf(moment));
  await peer.match(inputs[0]);
  const from = cpuMicros();
  let [asked, found] = [0, 0];
  do found += await peer.match(inputs[asked]);
  while (++asked < inputs.length && performance.now() < until);
  return {
    matchMicros: round((cpuMicros() - from) / asked),
    moments: asked,
    agrees: found === expected(asked),
  };
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
