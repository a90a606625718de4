/** What a reader of a study must know to trust it, why a back-test failed, and what an import mended. */
export const NOTES_SAID = {
  'note-customers-cut': 'only the first ‹most› customers were tested; ‹signals› signals of others were passed over',
  'note-positions':
    'positions are stored to ‹decimals› decimals (about ‹metres› m): near an edge a place may be missed or added (KAIROS_POSITION_DECIMALS)',
  'note-consent': 'consent was taken for granted where the recording has no word of the customer',
  'note-reach': 'every channel was taken for one on which the customer is reached',
  'note-begun-stored':
    'before the first signal a customer is what is stored of them today and was true then; what was overwritten since is unknown',
  'note-begun-empty': 'before the first signal nothing is known of a customer: no consent, no address, no traits',
  'note-weather':
    'weather is known only as far as the recording has `weather` signals, of a provider one where it turned; else it is unknown',
  'note-woken-weather':
    'it woke as weather turned that was pushed, or that a provider told as far as it was written down: as the condition turned, and where a live trigger waited for it',
  'note-woken-stock': 'it woke as stock arrived that was pushed, from a known 0 to more',
  'note-endings':
    'nothing is sent in a back-test: what would be counts as sent; that one was opened, clicked or answered is known of the messages of the recording only',
  'note-shadow': 'the trigger is in shadow mode; here it was tested as if it were not',
  'note-worked-out':
    'worked out from ‹signals› stored signals with the definitions that are live now (revision ‹revision›); what was recorded is what happened',
  'note-newest-signals': 'only the newest ‹most› signals before it were looked at',
  'note-cut': 'the value was too long to be stored whole: only its short members are left',
  'note-late': 'it came too late to wake anything; it only updated what is known',
  'note-world': 'what changed in the world is not stored: the trigger woke for what was recorded',
  'note-turns':
    'of a provider only the turns of its weather are stored: an hour after the last one it is unknown, as far as it was not pushed',
  'note-version': '‹trigger› was at version ‹before› then, it is at version ‹now› now',
  'note-other-device':
    'another device of the customer leads: what this one says is known of it alone, and moved the customer nowhere',
  'note-older': 'this position is not newer than the last one: it moved the customer nowhere',
  'note-outdone':
    'this position is coarse, and a finer one of the last five minutes stands: it moved the customer nowhere',
  'note-impossible':
    'nobody can have come to this position since the last one: it counted for nothing, and counts only if the next one agrees with it',
  'test-trigger-gone': "there is no trigger '‹name›' any more",
  'mended-no-area': '‹.part› had no area: dropped',
  'mended-too-small': '‹.part› had a part too small to mend: dropped',
  'mended-longitudes': '‹.part› had ‹*count› beyond 180: brought into range',
  'mended-twice': '‹.part› had ‹*count› twice: dropped',
  'mended-open': '‹.part› was not closed: its first position [‹position›] was added at the end',
  'mended-slivers': '‹.part› had ‹*count›: dropped',
  'mended-holes': '‹.part› had ‹*count› that were slivers: filled',
  'mended-wound': '‹.part› was wound the other way: turned',
  'mended-crossed': '‹.part› crossed itself near ‹where›: made ‹*became›',
  'mended-misfit': '‹.part› had rings that did not fit: made ‹*became›',
} as const;
