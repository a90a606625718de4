/** A node of a syntax tree as ClickHouse prints it. */
export interface Node {
  readonly kind: string;
  /** What stands behind the kind: the name of a function, a table, a column. */
  readonly text: string;
  readonly children: Node[];
}

const LINE = /^( *)([A-Za-z:]+)(?: (.*?))??(?: \(children (\d+)\))?$/;

/**
 * Reads what `EXPLAIN AST` prints, a line for each node. Undefined where it is not a whole tree: a name with a line
 * break in it, or lines that are missing.
 */
export function readTree(lines: readonly string[]): Node | undefined {
  const path: { readonly node: Node; readonly awaits: number }[] = [];
  let root: Node | undefined;
  for (const line of lines) {
    const [, indent = '', kind = '', text = '', children = '0'] = LINE.exec(line) ?? [];
    if (kind === '' || indent.length > path.length) return undefined;
    if (path.slice(indent.length).some(isIncomplete)) return undefined;
    path.length = indent.length;
    const node: Node = { kind, text, children: [] };
    const above = path.at(-1);
    if (above) above.node.children.push(node);
    else if (root) return undefined;
    else root = node;
    path.push({ node, awaits: Number(children) });
  }
  return path.some(isIncomplete) ? undefined : root;
}

function isIncomplete({ node, awaits }: { readonly node: Node; readonly awaits: number }): boolean {
  return node.children.length !== awaits;
}
