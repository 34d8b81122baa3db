/** Prints what the handlers declare of their routes, as JSON: a program of its own, which contract.ts runs. */

import { features } from '../../lib/features.ts';
import type { Contract } from './contract.ts';
import { declaredRoutes, methodsByPath } from './declared-routes.ts';
import { openApiDocument } from './document.ts';

const routes = await declaredRoutes();
const contract: Contract = {
  document: JSON.stringify(openApiDocument(process.argv[2] ?? '', routes, features)),
  methods: methodsByPath(routes),
};
process.stdout.write(JSON.stringify(contract));
