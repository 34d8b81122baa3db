/**
 * The options of a benchmark. With --help it prints how it is used and ends; with what it does not understand it says so, and
 * ends with 2.
 *
 * @param read reads the options; what it throws is what it does not understand
 */
export function benchOptions<T>(usage: string, read: () => T): T {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return read();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}
