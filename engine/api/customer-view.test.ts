import { expect, test } from 'vitest';
import { documentOf, squareStore, workspaceBody } from '../../test/support/workspace.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { compileDocuments } from '../definitions/compile-documents.ts';
import { viewCustomer } from './customer-view.ts';
import { customerView } from './wire/contract.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const nothing = () => undefined;
const WORLD = { zoneAt: nothing, weatherAt: nothing, forecastAt: nothing, stockAt: nothing };
const known = (v: unknown) => ({ v, at: NOW - 1_000, until: NOW + 1_000, source: 'device' });

/** A customer of whom everything is known that a state can hold for people. */
const STATE: CustomerState = {
  ...emptyState('anna'),
  identified: true,
  firstAt: NOW - 9_000,
  lastAt: NOW,
  values: { 'device.form': known('phone') },
  leading: 'phone',
  devices: {
    phone: { heardAt: NOW, carriedAt: NOW, values: {} },
    tablet: { heardAt: NOW - 5_000, values: { 'device.form': known('tablet') } },
  },
  inside: { alex: { since: NOW - 500 } },
  consents: { 'email:offers': { granted: true, at: NOW, source: 'app' } },
  suppressed: { 'email:a@b.example': { reason: 'bounced', at: NOW } },
  reservations: [
    { id: 'd1', at: NOW, trigger: 't', channel: 'email', purpose: 'offers', opened: NOW, clicked: NOW, replied: NOW },
  ],
  timers: { 't:a': { dueAt: NOW + 1, trigger: 't', key: 'a' } },
  aliases: ['device-1'],
};

test('the schema of the answer takes everything that a customer’s view has, and drops nothing', async () => {
  const segment = { phones: { 'device.form': 'phone' } };
  const { live } = await compileDocuments([
    workspaceBody('smtp://127.0.0.1:1', { segments: segment }),
    squareStore('alex', 52.52, 13.41),
    documentOf('template', 'hello', { name: 'hello', channels: { 'in-app': { title: 'a', body: 'b' } } }),
  ]);
  const view = viewCustomer('device-1', STATE, live, { world: WORLD, addressOf: () => 'a@b.example', at: NOW });
  expect(customerView.parse({ ...view, isMasked: false })).toEqual({ ...view, isMasked: false });
  expect(view).toMatchObject({
    askedAs: 'device-1',
    devices: [{ id: 'phone' }, { id: 'tablet' }],
    places: [{ name: 'Corner alex' }],
    segments: { phones: 'yes' },
    messages: [{ replied: NOW }],
    timers: [{ key: 'a' }],
  });
});
