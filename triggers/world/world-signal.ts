/** The kind of a signal that tells one customer of a change in the world. Never comes from outside. */
export const WORLD = 'world';
