/** One way on from a node of a graph. */
export interface Edge {
  readonly to: number;
  readonly seconds: number;
}

/** The quickest edges from one node to another, in order (Dijkstra). Throws when there is no way. */
export function shortestPath<E extends Edge>(edges: readonly (readonly E[])[], from: number, to: number): readonly E[] {
  const best = new Float64Array(edges.length).fill(Number.POSITIVE_INFINITY);
  const came: ({ edge: E; from: number } | undefined)[] = new Array(edges.length);
  const open = heap();
  best[from] = 0;
  open.push(from, 0);
  for (let node = open.pop(); node !== undefined && node !== to; node = open.pop()) {
    for (const edge of edges[node]!) {
      const seconds = best[node]! + edge.seconds;
      if (seconds >= best[edge.to]!) continue;
      best[edge.to] = seconds;
      came[edge.to] = { edge, from: node };
      open.push(edge.to, seconds);
    }
  }
  const path: E[] = [];
  for (let node = to; node !== from; ) {
    const step = came[node];
    if (!step) throw new Error(`there is no way from node ${from} to node ${to}`);
    path.push(step.edge);
    node = step.from;
  }
  return path.reverse();
}

/** A binary heap: the node with the least seconds comes out first. A node may be in it more than once. */
function heap() {
  const nodes: number[] = [];
  const keys: number[] = [];
  const swap = (i: number, j: number) => {
    [nodes[i], nodes[j]] = [nodes[j]!, nodes[i]!];
    [keys[i], keys[j]] = [keys[j]!, keys[i]!];
  };
  return {
    push(node: number, key: number): void {
      let i = nodes.push(node) - 1;
      keys.push(key);
      for (let parent = (i - 1) >> 1; i > 0 && keys[parent]! > keys[i]!; parent = (i - 1) >> 1) {
        swap(i, parent);
        i = parent;
      }
    },
    pop(): number | undefined {
      if (nodes.length === 0) return undefined;
      swap(0, nodes.length - 1);
      const node = nodes.pop();
      keys.pop();
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2])
          if (child < keys.length && keys[child]! < keys[least]!) least = child;
        if (least === i) return node;
        swap(i, least);
        i = least;
      }
    },
  };
}
