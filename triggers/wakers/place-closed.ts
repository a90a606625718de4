import { byTheHours } from '../waking/by-the-hours.ts';

export default byTheHours('closed', 'A place closed by its hours, and the customer is in it or near.');
