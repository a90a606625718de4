import type { Place, Position } from '../../triggers/places/contract.ts';
import { movePosition } from '../day/geometry.ts';

/** A walk past a shop, for the page of a phone: where it is each second, and the shop. */
export interface PhoneWalk {
  readonly shop: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly radiusMetres: number;
  };
  readonly centre: Position;
  readonly steps: readonly Position[];
}

const [BEFORE_METRES, AFTER_METRES] = [320, 180];
/** Beside the middle of the shop. */
const ASIDE_METRES = 12;
/** A walk of six minutes in one. */
const STEP_METRES = 8;

/** Makes the walk, from south to north. */
export function walkPast(shop: Place): PhoneWalk {
  const count = Math.ceil((BEFORE_METRES + AFTER_METRES) / STEP_METRES) + 1;
  return {
    shop: {
      id: shop.id,
      name: shop.name,
      address: String(shop.attributes.address ?? ''),
      radiusMetres: shop.shape.type === 'circle' ? shop.shape.radiusMetres : 50,
    },
    centre: shop.centre,
    steps: Array.from({ length: count }, (_, i) =>
      movePosition(shop.centre, i * STEP_METRES - BEFORE_METRES, ASIDE_METRES),
    ),
  };
}
