import type { WhatIfAnswer, WhatIfRequest } from '../../engine/api/contract.ts';
import { request } from './request.ts';

/** Asks what would happen. Nothing is written and nothing is sent. */
export function askWhatIf(asked: WhatIfRequest): Promise<WhatIfAnswer> {
  return request<WhatIfAnswer>('POST', '/v1/what-if', asked);
}
