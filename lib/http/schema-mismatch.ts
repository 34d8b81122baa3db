import type { RequestDatabase } from '../clients/request-database.ts';
import { ServiceError } from '../errors.ts';
import { isSchemaError, SCHEMA_VERSION, schemaVersion } from '../store/schema/schema-version.ts';

/**
 * What an endpoint threw, or, when it threw because the database's schema is of another release, a ServiceError that says
 * so: SCHEMA_OLDER or SCHEMA_NEWER. Asked only after a statement has failed: so it costs nothing, and an older release
 * goes on to answer on a newer schema that has only grown (docs/upgrade.md).
 *
 * @param dependencies of the endpoint; when there is no database among them, the error is none of a database
 * @throws DatabaseUnavailableError when the database does not say its version
 */
export async function explainedBySchema(error: unknown, dependencies: object): Promise<unknown> {
  if (!isSchemaError(error) || !hasDatabase(dependencies)) {
    return error;
  }
  const version = await dependencies.database.ask(schemaVersion);
  if (version === SCHEMA_VERSION) {
    return error;
  }
  return otherSchema(version, error);
}

/** The error about a schema of that version, which is not the one that this release needs. */
export function otherSchema(version: number, cause?: unknown): ServiceError {
  const seen = `The schema of the database has version ${version}, but this release needs ${SCHEMA_VERSION}`;
  const [code, advice] =
    version < SCHEMA_VERSION
      ? (['SCHEMA_OLDER', 'migrate it: run scripts/bootstrap, or start a run'] as const)
      : (['SCHEMA_NEWER', 'a newer release has migrated it: deploy that release here too'] as const);
  return new ServiceError(code, `${seen}; ${advice}`, { cause });
}

function hasDatabase(dependencies: object): dependencies is { readonly database: RequestDatabase } {
  return 'database' in dependencies;
}
