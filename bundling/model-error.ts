/** The model that ETL_MODEL names can't be used: exit code 2. Its message says what was seen, what is wanted, and where to read on. */
export class ModelError extends Error {
  override readonly name = 'ModelError';

  constructor(problem: string) {
    super(
      `${problem}\n` +
        'A model is a folder with features.ts, which says what is derived, and inputs.ts, which says what is read: ' +
        'docs/own-data.md has how to write one, and examples/shop is one.',
    );
  }
}
