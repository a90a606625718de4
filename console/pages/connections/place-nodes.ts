import { Graph, layout } from '@dagrejs/dagre';
import type { JoinedEdge } from './joined-edges.ts';

export const NODE = { width: 210, height: 62 } as const;

/** Computes where each trigger stands in the picture, from left to right; the same for the same network. */
export function placeNodes(
  names: readonly string[],
  edges: readonly Pick<JoinedEdge, 'from' | 'to'>[],
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 270 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of names) graph.setNode(name, { ...NODE });
  for (const { from, to } of edges) if (from !== to) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    names.map((name) => {
      const { x, y } = graph.node(name) as { readonly x: number; readonly y: number };
      return [name, { x: x - NODE.width / 2, y: y - NODE.height / 2 }];
    }),
  );
}
