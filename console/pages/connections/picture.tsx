import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Background, Controls, type Edge, MarkerType, type Node, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type JoinedEdge, linesOf } from './joined-edges.ts';
import { NODE, placeNodes } from './place-nodes.ts';

/** The network as a picture to look at; the list beside it says the same to keyboard and screen reader. */
export default function Picture({
  names,
  edges,
  around,
  titleOf,
  says,
}: {
  readonly names: readonly string[];
  readonly edges: readonly JoinedEdge[];
  readonly around: string | undefined;
  readonly titleOf: (name: string) => string;
  readonly says: (edge: JoinedEdge) => string;
}) {
  const t = useTranslations('connections');
  const navigate = useNavigate();
  const scheme = useComputedColorScheme('light');
  const nodes = useMemo(() => {
    const placed = placeNodes(names, edges);
    return names.map(
      (name): Node =>
        ({
          id: name,
          position: placed.get(name) ?? { x: 0, y: 0 },
          data: { label: titleOf(name) },
          className: 'network-node',
          ...(name === around && { style: { borderColor: 'var(--mantine-primary-color-filled)', borderWidth: 2 } }),
          sourcePosition: 'right' as Node['sourcePosition'] & string,
          targetPosition: 'left' as Node['targetPosition'] & string,
          width: NODE.width,
          height: NODE.height,
        }) as Node,
    );
  }, [names, edges, around, titleOf]);
  const lines = useMemo(
    () =>
      linesOf(edges).map((edge): Edge => {
        const wakes = edge.ties.some(({ by }) => by === 'wakes');
        return {
          id: JSON.stringify([edge.from, edge.to]),
          source: edge.from,
          target: edge.to,
          label: shorten(says(edge)),
          animated: false,
          className: wakes ? 'network-wakes' : 'network-shares',
          ...(wakes && { markerEnd: { type: MarkerType.ArrowClosed } }),
        };
      }),
    [edges, says],
  );
  return (
    <div className="network-picture">
      <ReactFlow
        key={`${around ?? ''} ${names.length}`}
        nodes={nodes}
        edges={lines}
        colorMode={scheme}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
        minZoom={0.2}
        onNodeClick={(_event, { id }) => void navigate({ to: '.', search: { around: id } } as never)}
        proOptions={{ hideAttribution: true }}
        aria-label={t('picture')}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

/** Labels that are longer would cover the triggers. */
const MOST_LETTERS = 44;

function shorten(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
}
