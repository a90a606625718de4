import type { Published } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** Publishes one trigger as it is written. `expectedVersion`: the version that it was made from; 0: it is new. */
export function publishTrigger(name: string, text: string, expectedVersion: number): Promise<Published> {
  return request('POST', '/v1/publish', { documents: [{ kind: 'trigger', name, text, expectedVersion }] });
}
