/** A line of numbers, oldest first; what it says stands beside it in words. */
export function SparkLine({
  values,
  width = 120,
  height = 28,
}: {
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
}) {
  const most = Math.max(1, ...values);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map(
    (value, i) => `${(i * step).toFixed(1)},${(height - 1 - (value / most) * (height - 2)).toFixed(1)}`,
  );
  return (
    <svg width={width} height={height} aria-hidden="true" focusable="false">
      <title>…</title>
      <polyline points={points.join(' ')} fill="none" stroke="var(--mantine-primary-color-filled)" strokeWidth="1.6" />
    </svg>
  );
}
