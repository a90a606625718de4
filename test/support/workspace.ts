import type { Document, DocumentKind } from '../../engine/definitions/contract.ts';

/** A document of a workspace, as `kairos push` would send it. */
export function documentOf(kind: DocumentKind, name: string, body: unknown): Document {
  const folder = kind === 'workspace' ? '' : `${kind}s/`;
  return { kind, name, source: `${folder}${name}.${kind === 'place' ? 'geojson' : 'yaml'}`, body };
}

/** A workspace in Berlin that sends mails to `smtpUrl` and has nothing in the way; `more` replaces parts. */
export function workspaceBody(smtpUrl: string, more: Readonly<Record<string, unknown>> = {}): Document {
  return documentOf('workspace', 'workspace', {
    name: 'Corner Stores',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    currency: 'EUR',
    channels: ['email', 'in-app'],
    purposes: { offers: { marketing: true }, service: { marketing: false, 'any-hour': true } },
    'quiet-hours': 'off',
    caps: [],
    sender: { name: 'Corner', email: 'hello@corner.example', 'postal-address': 'Side Street 1, Berlin' },
    providers: { email: { url: smtpUrl } },
    ...more,
  });
}

/** A square of `metres` to each side of a point near Berlin, as a place with the tag `store`. */
export function squareStore(id: string, lat: number, lon: number, metres = 40, more: object = {}): Document {
  const [dLat, dLon] = [metres / 111_320, metres / 67_900];
  const ring = [
    [lon - dLon, lat - dLat],
    [lon + dLon, lat - dLat],
    [lon + dLon, lat + dLat],
    [lon - dLon, lat + dLat],
    [lon - dLon, lat - dLat],
  ];
  return documentOf('place', id, {
    type: 'Feature',
    properties: { id, name: `Corner ${id}`, tags: ['store'], ...more },
    geometry: { type: 'Polygon', coordinates: [ring] },
  });
}

/** A trigger that an event wakes, with a mail or an in-app message for all it is about; `more` replaces parts. */
export function eventTrigger(
  name: string,
  event: string,
  { message = {}, ...more }: Readonly<Record<string, unknown>> & { readonly message?: object } = {},
): Document {
  return documentOf('trigger', name, {
    name,
    on: { signal: { kind: 'event', name: event } },
    ...more,
    message: { template: 'note', purpose: 'offers', channels: ['email'], expires: '1h', ...message },
  });
}

/** A template for mails and in-app messages that names its customer and event. */
export const NOTE = documentOf('template', 'note', {
  name: 'note',
  summary: 'A note',
  channels: {
    email: { subject: 'About {{event.name}}', html: '<p>Hello {{fallback customer.firstName "you"}}</p>' },
    'in-app': { title: 'About {{event.name}}', body: 'Hello {{fallback customer.firstName "you"}}' },
  },
});
