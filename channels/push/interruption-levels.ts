/** How much a notification may interrupt, as Apple names it; `critical` needs a permission of Apple's. */
export const INTERRUPTION_LEVELS = ['passive', 'active', 'time-sensitive', 'critical'];

/** What stands in the slot of a message that says none of them. */
export const INTERRUPTION_EXPECTED = `one of ${INTERRUPTION_LEVELS.join(', ')}`;
