import type { NetworkView } from '../../../engine/api/contract.ts';

/** Everything that ties one trigger to another, as one line of the picture. */
export interface JoinedEdge {
  readonly from: string;
  readonly to: string;
  readonly ties: readonly Tie[];
}

export interface Tie {
  readonly by: NetworkView['edges'][number]['by'];
  readonly what: string;
  /** How often it happened in the last 7 days; undefined: it is no happening. */
  readonly times?: number;
}

/** Rows of the question `funnel`: a trigger, and how many of its messages came how far. */
export type FunnelRow = Readonly<Record<string, unknown>>;

/** The columns of `funnel` by the outcomes that triggers follow. */
const COLUMNS: Readonly<Record<string, string>> = {
  'held-back': 'held_back',
  queued: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  opened: 'opened',
  clicked: 'clicked',
  replied: 'replied',
  expired: 'expired',
  failed: 'failed',
  uncertain: 'uncertain',
};

/** Joins the edges between the same two triggers; those that wake have how often that outcome came. */
export function joinEdges(edges: NetworkView['edges'], funnel: readonly FunnelRow[]): readonly JoinedEdge[] {
  const rows = new Map(funnel.map((row) => [String(row.trigger), row]));
  const joined = new Map<string, { readonly from: string; readonly to: string; readonly ties: Tie[] }>();
  for (const { from, to, by, what } of edges) {
    const key = keyOf(from, to);
    const edge = joined.get(key) ?? { from, to, ties: [] };
    joined.set(key, edge);
    const times = by === 'wakes' ? timesOf(rows.get(from), what) : undefined;
    edge.ties.push({ by, what, ...(times !== undefined && { times }) });
  }
  return [...joined.values()];
}

/**
 * The lines of a picture: what two triggers only share is said by the line of the one that wakes the other, if there is
 * one.
 */
export function linesOf(edges: readonly JoinedEdge[]): readonly JoinedEdge[] {
  const wakes = new Map(edges.filter(isWaking).map((edge) => [keyOf(edge.from, edge.to), edge]));
  const lines = new Map<string, JoinedEdge>();
  for (const edge of edges) {
    const back = keyOf(edge.to, edge.from);
    const key = !isWaking(edge) && (wakes.has(back) || lines.has(back)) ? back : keyOf(edge.from, edge.to);
    const line = lines.get(key) ?? { ...(wakes.get(key) ?? edge), ties: [] };
    lines.set(key, { ...line, ties: [...line.ties, ...edge.ties] });
  }
  return [...lines.values()];
}

function isWaking({ ties }: JoinedEdge): boolean {
  return ties.some(({ by }) => by === 'wakes');
}

function keyOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function timesOf(row: FunnelRow | undefined, states: string): number | undefined {
  const columns = states.split(', ').flatMap((state) => COLUMNS[state] ?? []);
  if (columns.length === 0) return undefined;
  return columns.reduce((sum, column) => sum + Number(row?.[column] ?? 0), 0);
}
