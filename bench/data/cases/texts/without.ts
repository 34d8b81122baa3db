/** What can't read a file with a fifth column. */
export const WITH_A_TEXT = {
  PostgreSQL: 'its table has four columns',
  'csv-parse': 'it checks that there are four columns',
};
