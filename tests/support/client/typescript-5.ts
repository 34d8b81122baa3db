/**
 * Lets openapi-typescript have TypeScript 5, which is installed as typescript-5: it writes types with the compiler's API of then, and
 * TypeScript 7 has another one. For `node --import`.
 */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
});
