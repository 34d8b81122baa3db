/** The model that ETL_MODEL names can't be built: exit code 2. Its message says what was seen, what is wanted, and what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** There is no model in the folder, or none that can be used. @param problem what is wrong, with the file */
export function unusableModel(problem: string): ModelError {
  return new ModelError(
    `${problem}\n` +
      'A model is a folder with inputs.ts, which declares what is read, and features.ts, which declares what is derived: ' +
      'docs/own-data.md shows how to write one, and examples/shop is an example.',
  );
}
