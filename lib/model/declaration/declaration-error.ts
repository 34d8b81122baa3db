/**
 * What defineInputs or defineFeatures is given can't be used. Every problem is named in one message: people correct it in the file,
 * not in the code.
 */
export class DeclarationError extends TypeError {
  override readonly name = 'DeclarationError';
  /** The name of the file in which to correct it, in the folder of the model. */
  readonly file: string;

  /** @param what is declared @param problems one line each */
  constructor(what: 'inputs' | 'features', problems: readonly string[]) {
    super(`the ${what} can't be used:${problems.map((problem) => `\n  ${problem}`).join('')}`);
    this.file = `${what}.ts`;
  }
}
