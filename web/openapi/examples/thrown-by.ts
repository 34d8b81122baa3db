/** What a function throws. @throws Error when it throws nothing */
export function thrownBy(failing: () => unknown): unknown {
  try {
    failing();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown: there is no example of this error');
}
