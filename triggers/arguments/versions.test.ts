import { expect, test } from 'vitest';
import { compareVersions, readVersion } from './versions.ts';

test('orders versions as SemVer 2.0 does', () => {
  const inOrder = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'];
  const versions = [...inOrder, '1.0.0-rc.1', '1.0.0', '1.0.1', '1.2', '1.10.0', '2'].map((text) => readVersion(text)!);
  for (const [i, a] of versions.entries()) {
    for (const [j, b] of versions.entries()) expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j));
  }
});

test('missing parts, a leading v and build marks make no difference', () => {
  expect(compareVersions(readVersion('v2.1')!, readVersion('2.1.0.0+77')!)).toBe(0);
});

test.each(['', 'latest', '1..2', '1.2.', '-1', '1.2-', '2026-02-28', '1'.repeat(200), 12, null, undefined, {}])(
  'does not read %j',
  (value) => {
    expect(readVersion(value)).toBeUndefined();
  },
);
