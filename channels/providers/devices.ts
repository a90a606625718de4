import * as z from 'zod';
import { say } from '../../triggers/words/say.ts';
import { sayEach } from '../../triggers/words/say-each.ts';
import type { Connection, Provider } from '../contract.ts';
import { type PushService, readDevices, writeDevice } from '../push/devices.ts';
import { sendToDevices } from '../push/to-devices.ts';
import { readSettings } from '../wrong-settings.ts';
import apns from './apns.ts';
import fcm from './fcm.ts';
import huawei from './huawei.ts';
import webPush from './web-push.ts';

const SERVICES = { fcm, apns, 'web-push': webPush, huawei } as const satisfies Record<PushService, Provider>;

const settings = sayEach(
  z
    .strictObject({
      fcm: say(fcm.settings, fcm.title).optional(),
      apns: say(apns.settings, apns.title).optional(),
      'web-push': say(webPush.settings, webPush.title).optional(),
      huawei: say(huawei.settings, huawei.title).optional(),
    })
    .refine((given) => Object.values(given).some((one) => one !== undefined), 'at least one service'),
  { fcm: fcm.title, apns: apns.title, 'web-push': webPush.title, huawei: huawei.title },
);

/** All devices of a customer, each by its own service. */
export default {
  name: 'devices',
  channel: 'push',
  title: { en: 'All devices', de: 'Alle Geräte' },
  summary: {
    en: 'Every device of the customer by its own service, at once: a message is sent when one device took it.',
    de: 'Jedes Gerät des Kunden über seinen eigenen Dienst, zugleich: Eine Nachricht ist gesendet, wenn ein Gerät sie annahm.',
  },
  idempotent: false,
  settings,
  takes: (to) => readDevices(to).length > 0,
  open(given, io) {
    const read = readSettings(settings, given);
    const connections = new Map<PushService, Connection>();
    for (const [service, provider] of Object.entries(SERVICES) as [keyof typeof SERVICES, Provider][]) {
      if (read[service] !== undefined) connections.set(service, provider.open(read[service], io));
    }
    return sendToDevices(connections, writeDevice);
  },
} satisfies Provider;
