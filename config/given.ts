import { distance } from 'fastest-levenshtein';

type Environment = Readonly<Record<string, string | undefined>>;

/** The values that were set, by setting, and the problems with how they were set. */
export interface GivenSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

const PREFIX = 'KAIROS_';
/** `KAIROS_SECRET_KEY_FILE` names the file that holds `KAIROS_SECRET_KEY`, as secrets are mounted into containers. */
const FILE = '_FILE';
/** Kubernetes sets such variables in every pod beside a Service called `kairos`, and `KAIROS_PORT` as an address. */
const SERVICE_LINK = /^KAIROS_(SERVICE_(HOST|PORT)|PORT_\d)/;
const SERVICE_LINK_MEND = 'Kubernetes sets it for a Service named `kairos`; set `enableServiceLinks: false` in the pod';
const MOST_EDITS = 4;

/**
 * Reads the variables that begin with KAIROS_ and are not empty. A name outside of `settings` is a problem. A secret
 * may be in a file.
 */
export function readGiven(
  env: Environment,
  settings: readonly string[],
  secrets: readonly string[],
  readFile: (path: string) => string,
): GivenSettings {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  const files = secrets.map((name) => name + FILE);
  const set = Object.entries(env).filter(
    ([name, text]) => name.startsWith(PREFIX) && text !== undefined && text !== '',
  );
  for (const [name, text = ''] of set) {
    if (isServiceLink(name, text)) problems.push(`${name}: expected nothing of that name: ${SERVICE_LINK_MEND}`);
    else if (settings.includes(name)) values[name] = text;
    else if (!files.includes(name)) problems.push(unknown(name, [...settings, ...files]));
  }
  for (const [name, path = ''] of set) {
    if (!files.includes(name)) continue;
    const secret = name.slice(0, -FILE.length);
    if (values[secret] !== undefined) {
      problems.push(`${name}: expected either this or ${secret}, not both`);
      continue;
    }
    try {
      const text = readFile(path).trim();
      if (text !== '') values[secret] = text;
    } catch (cause) {
      problems.push(`${name}: expected a file that can be read (${(cause as Error).message})`);
    }
  }
  return { values, problems };
}

function isServiceLink(name: string, text: string): boolean {
  return SERVICE_LINK.test(name) || (name === 'KAIROS_PORT' && text.startsWith('tcp://'));
}

function unknown(name: string, known: readonly string[]): string {
  const [near] = known
    .map((candidate) => ({ candidate, edits: distance(name.toUpperCase(), candidate) }))
    .sort((a, b) => a.edits - b.edits);
  const offer = near && near.edits <= MOST_EDITS ? `did you mean ${near.candidate}?` : 'see the table in the README';
  return `${name}: expected the name of a setting; ${offer}`;
}
