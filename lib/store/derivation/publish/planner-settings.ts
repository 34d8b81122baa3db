/**
 * For the rest of the transaction. Nobody has analysed the stage, for which there is no need: whatever the planner takes
 * its size for, it can only hash, neither join row by row nor sort. Compiling the statement would take longer than running it, and the hash tables
 * of a million rows fit the memory (a hash table may take twice work_mem).
 */
export const PLANNER_SETTINGS =
  "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'";
