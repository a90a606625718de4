import type { Metric, Registry } from 'prom-client';

/**
 * Creates a histogram without labels that counts in plain numbers, for values observed with every signal: the library's
 * own makes a key and an object for each. The registry reads the counts when it is asked.
 */
export function tallyHistogram(
  registry: Registry,
  name: string,
  help: string,
  bounds: readonly number[],
): (value: number) => void {
  /** One more than there are bounds: the last counts values above all of them. */
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;
  const read = async () => {
    let upTo = 0;
    const buckets = [...bounds, '+Inf'].map((le, i) => {
      upTo += counts[i]!;
      return { metricName: `${name}_bucket`, labels: { le }, value: upTo };
    });
    const rest = [
      { metricName: `${name}_sum`, labels: {}, value: sum },
      { metricName: `${name}_count`, labels: {}, value: upTo },
    ];
    return { name, help, type: 'histogram', aggregator: 'sum', values: [...buckets, ...rest] };
  };
  registry.registerMetric({ name, help, type: 'histogram', get: read, getForPromString: read } as unknown as Metric);
  return (value) => {
    let bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]!) bucket++;
    counts[bucket]! += 1;
    sum += value;
  };
}
