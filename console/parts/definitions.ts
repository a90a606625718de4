/** A stored document of which nothing is sure but its name. */
export interface AnyDocument {
  readonly kind: string;
  readonly name: string;
  readonly version: number;
  readonly body: unknown;
}

/** What a list shows of a trigger. What is not as expected is left out, so that no document makes a page fail. */
export interface TriggerFacts {
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly waker: string;
  readonly on: unknown;
  readonly when: unknown;
  readonly state: 'live' | 'shadow' | 'paused';
  readonly template: string;
  readonly purpose: string;
  readonly channels: readonly string[];
  readonly cooldown: string;
}

/** Reads a trigger's document for people. */
export function triggerFacts({ name, version, body }: AnyDocument): TriggerFacts {
  const { summary, on, when, message, shadow, paused, cooldown } = recordOf(body);
  const { template, purpose, channels } = recordOf(message);
  const waker = typeof on === 'string' ? on : (Object.keys(recordOf(on))[0] ?? '');
  return {
    name,
    version,
    summary: textOf(summary),
    waker,
    on: recordOf(on)[waker],
    when,
    state: paused === true ? 'paused' : shadow === true ? 'shadow' : 'live',
    template: textOf(template),
    purpose: textOf(purpose),
    channels: Array.isArray(channels) ? channels.map(String) : [],
    cooldown: textOf(cooldown),
  };
}

/** A value's members; of what has none, none. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
