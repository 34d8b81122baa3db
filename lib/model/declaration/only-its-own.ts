/** What the language itself asks any object for: whether it is a promise, and how it is written as JSON. */
const ASKED_OF_ANY: readonly string[] = ['then', 'toJSON'];

/**
 * An object of which nothing can be taken that it has not got. Declarations are not checked against their types when they are
 * built, so that a misspelt name would be `undefined`, and tell of itself somewhere else.
 *
 * @param refusal what is said of a name that is not there
 * @throws TypeError, of the object that is returned, when such a name is asked for
 */
export function onlyItsOwn<Own extends object>(object: Own, refusal: (name: string) => string): Own {
  return new Proxy(object, {
    get(target, name, receiver) {
      if (typeof name === 'string' && !(name in target) && !ASKED_OF_ANY.includes(name)) {
        throw new TypeError(refusal(name));
      }
      return Reflect.get(target, name, receiver);
    },
  });
}
