import { defineHoursWaker } from '../waking/hours-waker.ts';

export default defineHoursWaker('closed', 'A place closed by its hours, and the customer is in it or near.');
