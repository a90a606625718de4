import { expect, test } from 'vitest';
import { momentOf } from '../../../test/support/moments.ts';
