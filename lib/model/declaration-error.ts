/** What defineInputs is given can't be used. Every problem is named in one message: people mend it in the file, not in the code. */
export class DeclarationError extends TypeError {
  override readonly name = 'DeclarationError';
}
