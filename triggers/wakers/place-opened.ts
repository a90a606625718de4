import { defineHoursWaker } from '../waking/hours-waker.ts';

export default defineHoursWaker('opened', 'A place opened by its hours, and the customer is in it or near.');
