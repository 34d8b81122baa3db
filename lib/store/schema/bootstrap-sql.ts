/**
 * The statements of `bootstrapDatabase`, in the order they run. Names and passwords come as settings of the transaction
 * (`etl_bootstrap.*`): DO blocks take no parameters, and the server quotes them itself with format(), so that neither
 * ever is part of a statement's text that a server with log_statement = 'ddl' would write to its log.
 */

/** One bootstrap at a time in this database. The number is arbitrary, and used for nothing else. */
export const lockBootstrap = 'SELECT pg_advisory_xact_lock(5471002318)';

/** Notices such as "role is already a member" are the normal case of a second run. */
export const silenceNotices = 'SET LOCAL client_min_messages = error';

/** $1 owner, $2 owner's password, $3 reader, $4 reader's password. Gone when the transaction ends. */
export const setParameters = `
  SELECT set_config('etl_bootstrap.owner', $1, true),
         set_config('etl_bootstrap.owner_password', $2, true),
         set_config('etl_bootstrap.reader', $3, true),
         set_config('etl_bootstrap.reader_password', $4, true)`;

export const currentDatabase = 'SELECT current_database() AS name';

export const createRoles = `
  DO $do$
  DECLARE
    account record;
  BEGIN
    FOR account IN
      VALUES (current_setting('etl_bootstrap.owner'), current_setting('etl_bootstrap.owner_password')),
             (current_setting('etl_bootstrap.reader'), current_setting('etl_bootstrap.reader_password'))
    LOOP
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = account.column1) THEN
        EXECUTE format('CREATE ROLE %I', account.column1);
      END IF;
      EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', account.column1, account.column2);
    END LOOP;
  END
  $do$`;

/**
 * Who is no superuser (the master user of RDS) may give away a schema, and set default privileges, only on behalf of
 * roles that it is a member of.
 */
export const joinOwner = `
  DO $do$
  BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', current_setting('etl_bootstrap.owner'));
    END IF;
  END
  $do$`;

export const createSchema = `
  DO $do$
  DECLARE
    owner text := current_setting('etl_bootstrap.owner');
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'etl') THEN
      EXECUTE format('CREATE SCHEMA etl AUTHORIZATION %I', owner);
    ELSIF (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'etl') <> owner THEN
      EXECUTE format('ALTER SCHEMA etl OWNER TO %I', owner);
    END IF;
  END
  $do$`;

/**
 * For searches: by unaccent they pass over accents, by an index of pg_trgm they are fast in a long table. A server may not have
 * them, or the administrator no right to them: then accents matter, and each search reads the whole table.
 */
export const EXTENSIONS = ['unaccent', 'pg_trgm'] as const;
export const createExtension = (name: (typeof EXTENSIONS)[number]): string => `
  DO $do$
  BEGIN
    CREATE EXTENSION IF NOT EXISTS ${name} SCHEMA public;
  EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN
    NULL;
  END
  $do$`;

/** The tables of others in the schema public, if the database is shared, are not the reader's concern. */
export const grantPrivileges = `
  DO $do$
  DECLARE
    owner text := current_setting('etl_bootstrap.owner');
    reader text := current_setting('etl_bootstrap.reader');
    existing regclass;
  BEGIN
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I', current_database(), owner, reader);
    EXECUTE format('GRANT CREATE, USAGE ON SCHEMA public TO %I', owner);
    EXECUTE format('GRANT USAGE ON SCHEMA public, etl TO %I', reader);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA public, etl GRANT SELECT ON TABLES TO %I', owner, reader);
    FOR existing IN
      SELECT oid FROM pg_class
      WHERE relnamespace IN ('public'::regnamespace, 'etl'::regnamespace)
        AND pg_get_userbyid(relowner) = owner
        AND relkind IN ('r', 'p', 'v', 'm', 'f')
    LOOP
      EXECUTE format('GRANT SELECT ON %s TO %I', existing, reader);
    END LOOP;
  END
  $do$`;

/**
 * What is missing all the same: GRANT only warns when the one who grants has no right to. $1 owner, $2 reader; one row
 * per missing privilege.
 */
export const missingPrivileges = `
  SELECT missing
  FROM (VALUES
    (has_database_privilege($1, current_database(), 'CONNECT'), 'CONNECT on the database for ' || $1),
    (has_database_privilege($2, current_database(), 'CONNECT'), 'CONNECT on the database for ' || $2),
    (has_schema_privilege($1, 'public', 'CREATE'), 'CREATE on schema public for ' || $1),
    (has_schema_privilege($1, 'public', 'USAGE'), 'USAGE on schema public for ' || $1),
    (has_schema_privilege($2, 'public', 'USAGE'), 'USAGE on schema public for ' || $2)
  ) AS checks (granted, missing)
  WHERE NOT granted`;
