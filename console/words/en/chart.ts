/** What stands around every chart. */
export default {
  table: 'Numbers as a table',
  seeTable: 'The numbers stand in the table below.',
  link: 'Link',
  linkCopied: 'Link copied',
  sqlTitle: 'The question as SQL',
  sqlHint: 'It gives the same numbers wherever the views of the results can be asked.',
  cut: '{shown, number} of {of, number} rows are shown; the CSV file has up to 50,000.',
  drawn: 'The chart shows {drawn, number} of {of, number} rows.',
  asOf: 'Newest data of {time}',
  noData: 'No data yet',
  cost: '{rows, number} rows read in {ms} ms',
  lag: 'newer rows have waited for {seconds, number} s',
};
