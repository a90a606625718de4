import type { FastifyRequest } from 'fastify';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { Mask } from '../customers/contract.ts';
import { maskOf, noMask } from '../customers/mask.ts';

/** Whether the caller may see personal data: by their roles, or by the secret key. */
export function maySeePersonal({ person }: Pick<FastifyRequest, 'person'>): boolean {
  return person === undefined || person.may.has('personal');
}

/** The mask through which a caller sees a customer. */
export function maskFor(request: Pick<FastifyRequest, 'person'>, state: CustomerState): Mask {
  return maySeePersonal(request) ? noMask : maskOf(state);
}
