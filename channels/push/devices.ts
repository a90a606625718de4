/** The services that reach a device. */
export const PUSH_SERVICES = ['fcm', 'apns', 'web-push', 'huawei'] as const;
export type PushService = (typeof PUSH_SERVICES)[number];

/** A device as its service knows it. */
export interface PushDevice {
  readonly service: PushService;
  /** For Web Push `ENDPOINT#P256DH.AUTH`. */
  readonly token: string;
}

/**
 * Reads an address for push: one `SERVICE:TOKEN` for each device, a space between them. What is none of these is left
 * out.
 */
export function readDevices(to: string): readonly PushDevice[] {
  return to.split(' ').flatMap((text) => readDevice(text) ?? []);
}

/** Writes the address of several devices. */
export function writeDevices(devices: readonly PushDevice[]): string {
  return devices.map(writeDevice).join(' ');
}

/** Writes the address of one device. */
export function writeDevice({ service, token }: PushDevice): string {
  return `${service}:${token}`;
}

function readDevice(text: string): PushDevice | undefined {
  const service = PUSH_SERVICES.find((name) => text.startsWith(`${name}:`));
  const token = service && text.slice(service.length + 1);
  return service && token && TOKENS[service].test(token) ? { service, token } : undefined;
}

const TOKENS: Readonly<Record<PushService, RegExp>> = {
  fcm: /^[\w:-]{10,4096}$/,
  // In bytes that Apple may make more; written as hexadecimal digits.
  apns: /^(?:[0-9a-fA-F]{2}){32,100}$/,
  'web-push': /^https?:\/\/[^\s#]{1,2000}#[\w-]{87}=?\.[\w-]{22}={0,2}$/,
  huawei: /^[\w-]{10,4096}$/,
};
