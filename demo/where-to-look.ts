import type { Day } from './day/day.ts';
import type { Phone } from './phone/phone.ts';
import type { Venue } from './venue.ts';

/** What is played, and where one can look into it. */
export interface Stage {
  readonly day: Day;
  readonly venue: Venue;
  /** Absent: all ends with the day. */
  readonly phone: Phone | undefined;
}

/** Says, before the day begins, where to look meanwhile. `say` breaks a text into lines; `line` leaves one as it is. */
export function sayWhereToLook(
  { day, venue, phone }: Stage,
  say: (text: string) => void,
  line: (text: string) => void,
): void {
  if (venue.signInUrl !== undefined) {
    say('See the city walk and the decisions fall, in a browser; the link signs in once:');
    line(`  ${venue.signInUrl}`);
    line('');
  }
  if (phone) {
    say(
      'Be a customer: walk past a shop in the rain, on a phone in a browser. It has an engine of its own, which starts when you open the link:',
    );
    line(`  ${phone.url}`);
    line('');
  }
  say('Ask it meanwhile, in another terminal; `npm run -s kairos -- --help` lists the questions:');
  // Each on one line, so that it can be copied.
  line(`  export KAIROS_SECRET_KEY=${venue.secretKey}`);
  line(`  ${explainCommand(venue, busiestOf(day))}`);
  line('');
}

/** Returns where one goes on looking after the day: into what is open still, or into what was kept. */
export function listAddresses(
  { venue, phone }: Omit<Stage, 'day'>,
  { once, json, keep }: { readonly once: boolean; readonly json: boolean; readonly keep?: string },
  customer: string,
): readonly (readonly [string, string])[] {
  if (once || json) {
    const left =
      keep === undefined
        ? 'npm run demo -- --keep FOLDER keeps mails and data; without --once all stays open'
        : venue.folder;
    return [['Look', left]];
  }
  return [
    ['Mails', `${venue.inboxUrl}   (as files in ${venue.folder}/mails)`],
    ...(phone ? [['Phone', phone.url] as const] : []),
    ['API', `${venue.consoleUrl}/openapi.json   (key ${venue.secretKey})`],
    ['Why', `KAIROS_SECRET_KEY=${venue.secretKey} ${explainCommand(venue, customer)}`],
  ];
}

function explainCommand({ consoleUrl }: Venue, customer: string): string {
  const where = consoleUrl.endsWith(':8421') ? '' : ` --url ${consoleUrl}`;
  return `npm run -s kairos -- explain ${customer}${where}`;
}

/** Whom most is known of. */
function busiestOf({ signals }: Day): string {
  const counts = new Map<string, number>();
  for (const { customer } of signals) {
    if (customer !== undefined && !customer.startsWith('app-')) counts.set(customer, (counts.get(customer) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
