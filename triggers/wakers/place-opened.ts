import { byTheHours } from '../waking/by-the-hours.ts';

export default byTheHours('opened', 'A place opened by its hours, and the customer is in it or near.');
