import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlaceholder, PLACEHOLDERS } from './placeholder-ids.ts';

describe('nobody is called', () => {
  test.each([
    ...PLACEHOLDERS,
    ...[
      '',
      ' ',
      '\t',
      '\u00a0',
      '\u3000',
      ' '.repeat(100),
      'NULL',
      'Undefined',
      'NaN',
      'None',
      ' null ',
      'null\n',
      '"undefined"',
      "'null'",
    ],
    ...[
      '[object Object]',
      '[object Undefined]',
      '{{userId}}',
      '{{ user.id }}',
      '$\u007buserId}',
      '%USER_ID%',
      '<null>',
      '<nil>',
      '<no value>',
    ],
    ...['0', '00', '000000000000000', '0.0', '{00000000-0000-0000-0000-000000000000}', '00:00:00:00:00:00'],
    ...['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
  ])('%j', (id) => {
    expect(isPlaceholder(id)).toBe(true);
  });
});

describe('somebody may be called', () => {
  test.each([
    ...[
      'anna',
      'customer-048151',
      '<3>anna',
      '{a}b',
      'user-17',
      'user_1',
      'guest-8f21',
      'anonymous-17',
      '01JDA7Z3K9M2N4P6Q8R0S1T2V0',
      '10',
      '1',
      '-2',
    ],
    ...[
      '0a0',
      '007',
      '0-0-1',
      '76561198012345679',
      'nulla',
      'Noneya',
      'eva@example.org',
      'ids',
      'Ο',
      '李',
      'idf',
      'f',
      'ff',
    ],
    ...[
      '00000000-0000-0000-0000-000000000001',
      '5f0c1b3e-7f0e-4f0e-9d3e-0123456789ab',
      '[a]',
      'x'.repeat(128),
      `{${'x'.repeat(80)}}`,
    ],
  ])('%j', (id) => {
    expect(isPlaceholder(id)).toBe(false);
  });
});

test('capitals, quotes and blanks make no other id', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PLACEHOLDERS),
      fc.constantFrom('', ' ', '"', "'"),
      fc.boolean(),
      (id, around, isLoud) => {
        const spelt = around + (isLoud ? id.toUpperCase() : id) + around;
        expect(isPlaceholder(spelt)).toBe(true);
      },
    ),
  );
});
