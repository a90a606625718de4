import { expect, test } from 'vitest';
import { revealSecrets, secretsNamedIn } from './reveal.ts';
import type { WrongSettings } from './wrong-settings.ts';

const SETTINGS = {
  host: 'mail.example',
  password: { secret: 'smtp-password' },
  dkim: [{ domain: 'a.example', privateKey: { secret: 'dkim-a' } }],
  // A setting that is called like this is no reference, and neither is a map with more than that.
  secret: 'whsec_1',
  auth: { secret: 'x', user: 'y' },
};

test('values stand where names stood, however deep, and nothing else changes', () => {
  const values = new Map([
    ['smtp-password', 'p'],
    ['dkim-a', 'PEM'],
  ]);
  expect(revealSecrets(SETTINGS, (name) => values.get(name))).toEqual({
    ...SETTINGS,
    password: 'p',
    dkim: [{ domain: 'a.example', privateKey: 'PEM' }],
  });
  expect(secretsNamedIn(SETTINGS)).toEqual([
    { path: 'password', name: 'smtp-password' },
    { path: 'dkim.0.privateKey', name: 'dkim-a' },
  ]);
});

test('every secret that there is not is told, with where it stands', () => {
  try {
    revealSecrets(SETTINGS, () => undefined);
    expect.unreachable();
  } catch (cause) {
    expect((cause as WrongSettings).problems.map(({ path, expected }) => `${path}: ${expected}`)).toEqual([
      'password: a secret that there is; kairos secret set smtp-password',
      'dkim.0.privateKey: a secret that there is; kairos secret set dkim-a',
    ]);
  }
});
