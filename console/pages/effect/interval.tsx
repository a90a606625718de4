import type { Bounds } from './say-effect.ts';

const WIDTH = 200;
const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;

/**
 * An interval on a line with its zero; what it says stands beside it in words. `reach`: the ends of the line. One that
 * is not judged has the quiet colour wherever it lies.
 */
export function Interval({
  bounds: { estimate, low, high },
  reach,
  isJudged = true,
}: {
  readonly bounds: Bounds;
  readonly reach: number;
  readonly isJudged?: boolean;
}) {
  const at = (number: number) => WIDTH / 2 + (Math.max(-reach, Math.min(reach, number)) / reach) * (WIDTH / 2 - 6);
  const [left, right] = [at(low ?? -reach), at(high ?? reach)];
  const isSeen = isJudged && ((low ?? -1) > 0 || (high ?? 1) < 0);
  const color = isSeen ? 'var(--mantine-color-anchor)' : 'var(--mantine-color-dimmed)';
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" focusable="false">
      <line x1={0} x2={WIDTH} y1={MIDDLE} y2={MIDDLE} stroke="var(--mantine-color-default-border)" />
      <line
        x1={WIDTH / 2}
        x2={WIDTH / 2}
        y1={0}
        y2={HEIGHT}
        stroke="var(--mantine-color-dimmed)"
        strokeDasharray="2 2"
      />
      <rect x={left} width={Math.max(2, right - left)} y={MIDDLE - 4} height={8} rx={2} fill={color} opacity={0.35} />
      <line x1={left} x2={left} y1={MIDDLE - 6} y2={MIDDLE + 6} stroke={color} strokeWidth={2} />
      <line x1={right} x2={right} y1={MIDDLE - 6} y2={MIDDLE + 6} stroke={color} strokeWidth={2} />
      <circle cx={at(estimate)} cy={MIDDLE} r={4} fill={color} />
    </svg>
  );
}

/** The reach of a line that shows all these intervals. */
export function reachOf(all: readonly (Bounds | null)[]): number {
  const ends = all.flatMap((one) => (one ? [one.estimate, one.low ?? 0, one.high ?? 0] : []));
  // a bound far out would press all others together
  return Math.min(3, Math.max(0.01, ...ends.map(Math.abs)));
}
