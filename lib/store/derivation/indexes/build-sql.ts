import type { Model } from '../../../model/model.ts';
import { LOCK_NOT_AVAILABLE, LOCKS } from '../../locks.ts';
import { derivationName, quoted } from '../table-columns.ts';
import { FOLDING_FUNCTION } from '../text-search.ts';
import type { Origins } from './make-way.ts';
import { type ModelIndex, modelIndexes, TRIGRAM_SCHEMA } from './model-indexes.ts';

/**
 * Declared immutable, which an index asks for. It is bound to the extension: who drops that must drop the function, and with it the
 * index, so that no row is refused because the function is broken.
 */
const createFoldingFunction = `
  CREATE FUNCTION ${FOLDING_FUNCTION}(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, $1) COLLATE "default")`;

const TELL_PROBLEMS = `
      IF problems <> '' THEN
        RAISE EXCEPTION 'indexes that could not be built: %', problems;
      END IF;`;

/** What is set for each transaction of the build: it waits for writers, not long enough to be in the way of the next one. */
const SETTINGS = `
      PERFORM set_config('lock_timeout', '5s', true), set_config('maintenance_work_mem', '128MB', true),
              set_config('application_name', 'etl-pipeline indexes', true);
      IF NOT pg_try_advisory_xact_lock(${LOCKS.indexes}) THEN${TELL_PROBLEMS}
        RAISE EXCEPTION 'indexes are being built already' USING ERRCODE = '${LOCK_NOT_AVAILABLE}';
      END IF;`;

/**
 * The statement that builds the indexes of a model that the table lacks, as one block that the server carries out alone: whoever sent
 * it need not be there any more. It commits after each index. What fails leaves the others alone, and is told at the end. Where another
 * build is under way it ends with the error LOCK_NOT_AVAILABLE: no index's own, which are told by their texts. Texts can be searched by an index only where the extensions pg_trgm and unaccent
 * are.
 */
export function buildStatement(model: Model, origins: Origins): string {
  const { sorted, search } = modelIndexes(model);
  const table = derivationName(model);
  return `
    DO $etl$
    DECLARE
      trigrams text;
      problems text := '';
      has_built boolean := false;
    BEGIN${sorted.map((index) => attempt(createIndex(index, table, origins))).join('')}
      ${search ? searchIndex(search, table, origins) : ''}
      IF has_built THEN${attempt(`ANALYZE ${table};`)}
      END IF;${TELL_PROBLEMS}
    END
    $etl$`;
}

/** A transaction of its own; an error is noted, but for that of a cancelled statement, which ends all. */
const attempt = (statements: string): string => `${SETTINGS}
      BEGIN
        ${statements}
      EXCEPTION WHEN OTHERS THEN
        problems := problems || SQLERRM || '; ';
      END;
      COMMIT;`;

function createIndex({ name, definition, dependsOn }: ModelIndex, table: string, origins: Origins): string {
  const statement = `CREATE INDEX ${quoted(name)} ON ${table} ${definition}`;
  return `IF to_regclass('public.${quoted(name)}') IS NULL THEN
          EXECUTE replace(${literal(statement)}, ${literal(TRIGRAM_SCHEMA)}, coalesce(trigrams, ''));
          COMMENT ON INDEX public.${quoted(name)} IS ${literal(origins[dependsOn])};
          has_built := true;
        END IF;`;
}

function searchIndex(index: ModelIndex, table: string, origins: Origins): string {
  return `
      SELECT quote_ident(nspname) INTO trigrams
      FROM pg_opclass JOIN pg_namespace ON pg_namespace.oid = opcnamespace WHERE opcname = 'gin_trgm_ops';
      IF trigrams IS NOT NULL AND to_regprocedure('public.unaccent(regdictionary, text)') IS NOT NULL THEN${attempt(`
        IF to_regprocedure('${FOLDING_FUNCTION}(text)') IS NULL THEN
          ${createFoldingFunction};
        END IF;
        ${createIndex(index, table, origins)}`)}
      END IF;`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
