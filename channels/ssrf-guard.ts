import { lookup as resolveName } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { buildConnector } from 'undici';
import { loadUndici } from './http/load-late.ts';

/** A target that must not be called from here: an address of this machine or its network, or an odd port. */
export class ForbiddenTarget extends Error {
  override readonly name = 'ForbiddenTarget';
}

export interface GuardOptions {
  /** `host:port` that may be called whatever their address: on-premise receivers, tests. */
  readonly allow: readonly string[];
  readonly timeoutMs: number;
  /** Resolves a host name; every address is checked. The system's resolver when not given. */
  readonly lookup?: ((host: string) => Promise<readonly string[]>) | undefined;
  /** The authority that vouches for the target, PEM. Absent: those that the system knows. */
  readonly ca?: string;
  /** Offers HTTP/2. */
  readonly allowH2?: boolean;
}

/**
 * Opens connections for undici to public addresses only. The name is resolved here, every address it has is checked,
 * and the connection goes to the very address that was checked, so a name that answers differently a moment later gains
 * nothing. What cannot be understood is refused.
 */
export function createGuardedConnector({
  allow,
  timeoutMs,
  lookup = systemLookup,
  ...tls
}: GuardOptions): buildConnector.connector {
  const connect = loadUndici().buildConnector({ timeout: timeoutMs, ...tls });
  const allowed = new Set(allow.map((target) => target.toLowerCase()));
  return (options, callback) => {
    const { hostname, protocol } = options;
    const port = Number(options.port || (protocol === 'https:' ? 443 : 80));
    if (allowed.has(`${isIP(hostname) === 6 ? `[${hostname}]` : hostname.toLowerCase()}:${port}`)) {
      connect(options, callback);
      return;
    }
    publicAddressOf(hostname, port, lookup, timeoutMs).then(
      (address) => connect({ ...options, hostname: address }, callback),
      (error: Error) => callback(error, null),
    );
  };
}

/** Tells whether an address is on the public internet, however it is spelt. */
export function isPublicAddress(text: string): boolean {
  try {
    // The address is judged by what it leads to: `::ffff:7f00:1` is 127.0.0.1.
    const address = ipaddr.process(text);
    if (address instanceof ipaddr.IPv6) {
      return address.match(GLOBAL_UNICAST) && address.range() === 'unicast' && !isIsatap(address);
    }
    return address.range() === 'unicast' && !CLOUDS_INSIDE.some((range) => address.match(range));
  } catch {
    return false; // what is no address is no public address
  }
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
/**
 * Looks public and leads inside: the wire server of Azure, which gives out certificates and settings, and the services
 * of IBM Cloud. The other clouds' are link-local, private or reserved: 169.254.169.254, 100.100.100.200, 192.0.0.192,
 * fd00:ec2::254.
 */
const CLOUDS_INSIDE = ['168.63.129.16/32', '161.26.0.0/16', '166.8.0.0/14'].map((range) => ipaddr.parseCIDR(range));

/** Carries an IPv4 address to which it is tunnelled (RFC 5214), in whatever prefix. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return (parts[4]! & 0xfdff) === 0 && parts[5] === 0x5efe;
}

/** Below 1024 only the web's own ports: mail, SSH and their like would take a request for a command. */
const WEB_PORTS = new Set([80, 443]);

async function publicAddressOf(
  hostname: string,
  port: number,
  lookup: NonNullable<GuardOptions['lookup']>,
  timeoutMs: number,
): Promise<string> {
  if (port < 1_024 && !WEB_PORTS.has(port)) throw new ForbiddenTarget(`port ${port} is not called`);
  const addresses = isIP(hostname) ? [hostname] : await waitAtMost(lookup(hostname), timeoutMs);
  const [first] = addresses;
  if (first === undefined) throw new Error(`${hostname} has no address`);
  const closed = addresses.find((address) => !isPublicAddress(address));
  if (closed !== undefined) throw new ForbiddenTarget(`${hostname} is at ${closed}, which is not public`);
  return first;
}

async function systemLookup(host: string): Promise<readonly string[]> {
  return (await resolveName(host, { all: true, verbatim: true })).map(({ address }) => address);
}

async function waitAtMost<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from the resolver within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
