import type { TriggerDefinition } from '../../triggers/contract.ts';
import type { Assumption } from './contract.ts';
import { positionNote } from './position-note.ts';

interface Noted {
  readonly definition: TriggerDefinition;
  readonly assume: ReadonlySet<Assumption>;
  readonly mostCustomers: number;
  readonly passedOver: number;
  readonly begin?: unknown;
  /** Of a recording that comes from the store. */
  readonly positionDecimals?: number;
}

const WORLD = 'changes in the world do not wake in a back-test: what wakes on them alone is not found';
/** Of wakers that a recording does not set off as the engine would. */
const NOT_RECORDED: Readonly<Record<string, string>> = {
  weather: WORLD,
  'stock-arrived': WORLD,
  'place-opened': WORLD,
  'place-closed': WORLD,
  outcome: 'nothing is sent in a back-test: outcomes are those of the recording, of messages that were sent then',
};

/** What a reader of a report has to know: what was taken for granted, and what a recording cannot tell. */
export function notesOf({
  definition,
  assume,
  mostCustomers,
  passedOver,
  begin,
  positionDecimals,
}: Noted): readonly string[] {
  const notes: string[] = [];
  if (passedOver > 0) {
    notes.push(
      `only the first ${mostCustomers} customers were tested; ${passedOver} signals of others were passed over`,
    );
  }
  const position = positionDecimals === undefined ? undefined : positionNote(positionDecimals);
  if (position !== undefined) notes.push(position);
  if (assume.has('consent'))
    notes.push('consent was taken for granted where the recording has no word of the customer');
  if (assume.has('reach')) notes.push('every channel was taken for one on which the customer is reached');
  notes.push(
    begin
      ? 'before the first signal a customer is what is stored of them today and was true then; what was overwritten since is unknown'
      : 'before the first signal nothing is known of a customer: no consent, no address, no traits',
  );
  if (JSON.stringify(definition.when).includes('"weather.')) {
    notes.push('weather is known only as far as the recording has `weather` signals; else it is unknown');
  }
  const cannot = NOT_RECORDED[definition.on.waker];
  if (cannot !== undefined) notes.push(cannot);
  if (definition.shadow) notes.push('the trigger is in shadow mode; here it was tested as if it were not');
  return notes;
}
