import type * as z from 'zod';
import { InvalidDefinitions, type Problem } from '../contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { pathTo } from '../problems/problem-path.ts';
import type { BusinessHours, Workspace } from './contract.ts';
import { WORKSPACE } from './workspace-keys.ts';

/**
 * Checks `workspace.yaml` and fills in what it does not say; `{}` is a workspace. Keys are kebab-case, durations are
 * text. Throws InvalidDefinitions with every problem.
 */
export function parseWorkspace(source: string, body: unknown): Workspace {
  const parsed = WORKSPACE.safeParse(body ?? {});
  if (!parsed.success) {
    throw new InvalidDefinitions(
      parsed.error.issues.map((issue) => {
        const stranger = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        return { source, path: pathTo('', [...issue.path, ...stranger]), expected: issue.message };
      }),
    );
  }
  const w = parsed.data;
  const problems = strangers(source, w);
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return Object.freeze({
    name: w.name,
    zone: w.zone,
    locale: w.locale,
    currency: w.currency,
    ...(w.country !== undefined && { country: w.country }),
    ...(w.hours !== undefined && { hours: w.hours as BusinessHours }),
    segments: w.segments,
    channels: w.channels,
    purposes: w.purposes,
    ...(w['quiet-hours'] !== 'off' && { quietHours: w['quiet-hours'] }),
    ...(w['contact-rules'] === 'off' && { contactRules: 'off' }),
    ...(w['stop-confirmation'].length > 0 && { confirmsStopBy: w['stop-confirmation'] }),
    caps: w.caps,
    ...(w['hold-out'] !== 0 && { holdout: w['hold-out'] }),
    measureMs: w['measure-for'],
    ...(Object.keys(w.prices).length > 0 && { prices: w.prices }),
    ...(w['channel-learning'] !== 'off' && { learning: w['channel-learning'] }),
    messagesPerMoment: w['messages-per-moment'],
    sender: w.sender,
    providers: w.providers,
  });
}

/** Caps that speak of purposes and channels the workspace does not have would never count anything. */
function strangers(source: string, w: z.infer<typeof WORKSPACE>): Problem[] {
  return w.caps.flatMap(({ purpose, channel }, i) => {
    const at = (path: string, expected: string) => ({ source, path: `caps[${i}].${path}`, expected });
    const problems: Problem[] = [];
    const purposes = Object.keys(w.purposes);
    if (purpose !== undefined && !Object.hasOwn(w.purposes, purpose)) {
      problems.push(at('purpose', expectedOne(`one of the purposes ${purposes.join(', ')}`, purpose, purposes)));
    }
    if (channel !== undefined && !w.channels.includes(channel)) {
      problems.push(at('channel', expectedOne(`one of the channels ${w.channels.join(', ')}`, channel, w.channels)));
    }
    return problems;
  });
}
