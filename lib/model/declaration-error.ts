/** Which of the two declarations of a model: they are in files of these names. */
export type Declaration = 'inputs' | 'features';

/** What is declared can't be used. Every problem is named in one message: people mend it in the file, not in the code. */
export class DeclarationError extends TypeError {
  override readonly name = 'DeclarationError';
  readonly declaration: Declaration;

  /** @param problems one line each */
  constructor(declaration: Declaration, problems: readonly string[]) {
    super(`the ${declaration} can't be used:${problems.map((problem) => `\n  ${problem}`).join('')}`);
    this.declaration = declaration;
  }
}
