import type { FollowedOutcomes, TriggerDefinition } from '../../triggers/contract.ts';
import type { Assumption } from './contract.ts';
import { goesByUnknown } from './endings.ts';
import { positionNote } from './position-note.ts';

interface Noted {
  readonly definition: TriggerDefinition;
  readonly follows: readonly FollowedOutcomes[] | undefined;
  readonly assume: ReadonlySet<Assumption>;
  readonly mostCustomers: number;
  readonly passedOver: number;
  readonly begin?: unknown;
  /** Of a recording that comes from the store. */
  readonly positionDecimals?: number;
}

/** The notes on world changes that wake a trigger, by waker. */
const WOKEN_BY: Readonly<Record<string, string>> = {
  weather:
    'it woke as weather turned that was pushed, or that a provider told as far as it was written down: as the condition turned, and where a live trigger waited for it',
  'stock-arrived': 'it woke as stock arrived that was pushed, from a known 0 to more',
};
const UNKNOWN_ENDS =
  'nothing is sent in a back-test: what would be counts as sent; that one was opened, clicked or answered is known of the messages of the recording only';

/** Returns the notes of a report: its assumptions, and the facts that a recording cannot tell. */
export function notesOf({
  definition,
  follows,
  assume,
  mostCustomers,
  passedOver,
  begin,
  positionDecimals,
}: Noted): readonly string[] {
  const notes: string[] = [];
  const note = (sentence: string) => notes.push(sentence);
  if (passedOver > 0) {
    note(`only the first ${mostCustomers} customers were tested; ${passedOver} signals of others were passed over`);
  }
  const position = positionDecimals === undefined ? undefined : positionNote(positionDecimals);
  if (position !== undefined) note(position);
  if (assume.has('consent')) note('consent was taken for granted where the recording has no word of the customer');
  if (assume.has('reach')) note('every channel was taken for one on which the customer is reached');
  note(
    begin
      ? 'before the first signal a customer is what is stored of them today and was true then; what was overwritten since is unknown'
      : 'before the first signal nothing is known of a customer: no consent, no address, no traits',
  );
  if (JSON.stringify(definition.when).includes('"weather.')) {
    note(
      'weather is known only as far as the recording has `weather` signals, of a provider one where it turned; else it is unknown',
    );
  }
  const wokenBy = WOKEN_BY[definition.on.waker];
  if (wokenBy !== undefined) note(wokenBy);
  if (goesByUnknown(follows)) note(UNKNOWN_ENDS);
  if (definition.shadow) note('the trigger is in shadow mode; here it was tested as if it were not');
  return notes;
}
