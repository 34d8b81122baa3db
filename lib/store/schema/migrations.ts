/** One step of the schema's history. Forward only: a further migration corrects a mistake. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * All migrations in order. The table users_derivation is not among them: its columns follow from
 * lib/features.ts (lib/store/derivation/derivation-table.ts). The schema etl itself is made by the bootstrap.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'runs, parts, stages, rejected rows',
    sql: `
      CREATE TABLE etl.runs (
        run_id         text PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        state          text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed')),
        source         text NOT NULL,
        as_of          date NOT NULL,
        accept_deletes boolean NOT NULL,
        queued_at      timestamptz NOT NULL,
        started_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at    timestamptz,
        read           bigint,
        loaded         bigint,
        rejected       bigint,
        warnings       bigint,
        inserted       bigint,
        updated        bigint,
        deleted        bigint,
        unchanged      bigint,
        error          jsonb,
        CHECK ((state = 'running') = (finished_at IS NULL))
      );
      COMMENT ON COLUMN etl.runs.seq IS 'order in which runs began: a run may not replace the table of a later one';
      COMMENT ON COLUMN etl.runs.read IS 'counts stay NULL until they are known, which is never a false 0';

      CREATE TABLE etl.parts (
        run_id    text NOT NULL REFERENCES etl.runs ON DELETE CASCADE,
        part      integer NOT NULL,
        file      text NOT NULL CHECK (file IN ('users', 'user_experiments', 'compounds')),
        identity  jsonb NOT NULL,
        header    jsonb NOT NULL,
        from_byte bigint NOT NULL,
        to_byte   bigint NOT NULL,
        from_line bigint NOT NULL,
        state     text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'loaded')),
        read      bigint,
        loaded    bigint,
        rejected  bigint,
        warnings  bigint,
        partial   bytea,
        loaded_at timestamptz,
        PRIMARY KEY (run_id, part)
      );
      -- A partial is compact already: compressing it again would only cost time.
      ALTER TABLE etl.parts ALTER COLUMN partial SET STORAGE EXTERNAL;

      -- The stages are empty between runs and made anew by the next one, so they need no WAL. Publishing
      -- counts their rows, since a crash of the server empties them.
      CREATE UNLOGGED TABLE etl.users_stage (
        run_id      text NOT NULL,
        part        integer NOT NULL,
        user_id     bigint NOT NULL,
        name        text,
        email       text,
        signup_date date NOT NULL
      );
      CREATE UNLOGGED TABLE etl.aggregates_stage (
        run_id      text NOT NULL,
        user_id     bigint NOT NULL,
        experiments bigint NOT NULL,
        slots       numeric[] NOT NULL
      );

      CREATE TABLE etl.rejected_rows (
        run_id      text NOT NULL REFERENCES etl.runs ON DELETE CASCADE,
        part        integer NOT NULL,
        file        text NOT NULL,
        line        bigint NOT NULL,
        column_name text,
        reason      text NOT NULL,
        severity    text NOT NULL CHECK (severity IN ('reject', 'warning')),
        raw         text NOT NULL,
        found_by    text NOT NULL CHECK (found_by IN ('load', 'publish'))
      );
      CREATE INDEX rejected_rows_in_file_order ON etl.rejected_rows (run_id, file, line);

      CREATE TABLE etl.reject_counts (
        run_id      text NOT NULL REFERENCES etl.runs ON DELETE CASCADE,
        part        integer NOT NULL,
        file        text NOT NULL,
        column_name text NOT NULL,
        reason      text NOT NULL,
        severity    text NOT NULL CHECK (severity IN ('reject', 'warning')),
        found_by    text NOT NULL CHECK (found_by IN ('load', 'publish')),
        count       bigint NOT NULL
      );
      CREATE INDEX reject_counts_of_run ON etl.reject_counts (run_id);
      COMMENT ON TABLE etl.reject_counts IS 'all of them, where rejected_rows lists the first 10,000 of a kind';
    `,
  },
  {
    version: 2,
    name: 'aggregates are no longer staged, updated rows stay on their page',
    sql: `
      DROP TABLE etl.aggregates_stage;
      ALTER TABLE IF EXISTS public.users_derivation SET (fillfactor = 45);
    `,
  },
  {
    version: 3,
    name: 'how far the parts are, and an order of the rejected rows',
    sql: `
      ALTER TABLE etl.parts ADD COLUMN started_at timestamptz;

      -- Written while a part is loading, whose own row is locked until then. After a crash nobody needs it.
      CREATE UNLOGGED TABLE etl.part_progress (
        run_id     text NOT NULL REFERENCES etl.runs ON DELETE CASCADE,
        part       integer NOT NULL,
        started_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        bytes      bigint NOT NULL,
        read       bigint NOT NULL,
        rejected   bigint NOT NULL,
        PRIMARY KEY (run_id, part)
      );

      -- A row may have several defects: only with an id of their own do pages of them have an end.
      ALTER TABLE etl.rejected_rows ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
      DROP INDEX etl.rejected_rows_in_file_order;
      CREATE INDEX rejected_rows_in_file_order ON etl.rejected_rows (run_id, file, line, id);
    `,
  },
  {
    version: 4,
    name: 'the folder that was read is a location, and what is read an input, by its name',
    sql: `
      ALTER TABLE etl.runs RENAME COLUMN source TO location;

      -- Which inputs there are, the code says.
      ALTER TABLE etl.parts DROP CONSTRAINT parts_file_check;
      ALTER TABLE etl.parts RENAME COLUMN file TO input;
      ALTER TABLE etl.rejected_rows RENAME COLUMN file TO input;
      ALTER TABLE etl.reject_counts RENAME COLUMN file TO input;
      UPDATE etl.parts SET input = 'experiments' WHERE input = 'user_experiments';
      UPDATE etl.rejected_rows SET input = 'experiments' WHERE input = 'user_experiments';
      UPDATE etl.reject_counts SET input = 'experiments' WHERE input = 'user_experiments';
    `,
  },
  {
    version: 5,
    name: 'the stage has the columns of the model',
    sql: `
      DROP TABLE etl.users_stage;
      -- Further columns are those of the entity: plan adds what is missing (lib/store/derivation/stage/stage.ts).
      CREATE UNLOGGED TABLE etl.entity_stage (
        etl_run_id text NOT NULL,
        etl_part   integer NOT NULL
      );
    `,
  },
  {
    version: 6,
    name: 'what parts add up to is in a table of its own, column by column',
    sql: `
      -- Not logged, as the stage is not: after a crash publishing finds none and says so, and what was written once need
      -- not be written a second time to the log.
      CREATE UNLOGGED TABLE etl.partials (
        run_id text NOT NULL REFERENCES etl.runs ON DELETE CASCADE,
        part   integer NOT NULL,
        kind   text NOT NULL CHECK (kind IN ('slice', 'correction')),
        key    text NOT NULL,
        rows   bigint NOT NULL,
        lines  bigint NOT NULL,
        PRIMARY KEY (run_id, part, kind)
      );
      COMMENT ON COLUMN etl.partials.kind IS 'a slice is a function of its bytes; a correction leaves out what earlier slices have';
      COMMENT ON COLUMN etl.partials.key IS 'format, version of the reader, layout: who has another one can not use it';

      CREATE UNLOGGED TABLE etl.partial_chunks (
        run_id      text NOT NULL,
        part        integer NOT NULL,
        kind        text NOT NULL,
        column_name text NOT NULL,
        chunk       integer NOT NULL,
        size        bigint NOT NULL,
        first_id    bigint,
        last_id     bigint,
        bytes       bytea NOT NULL,
        PRIMARY KEY (run_id, part, kind, column_name, chunk),
        FOREIGN KEY (run_id, part, kind) REFERENCES etl.partials ON DELETE CASCADE
      );
      COMMENT ON COLUMN etl.partial_chunks.first_id IS 'of ids: a chunk in whose range no other part has an id need not be read';
      -- The bytes are compact already: compressing them again would only cost time.
      ALTER TABLE etl.partial_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

      ALTER TABLE etl.parts DROP COLUMN partial;
    `,
  },
  {
    version: 7,
    name: 'a part is a list of slices, a rejected row names its source, and a run says what is to be noticed',
    sql: `
      ALTER TABLE etl.parts
        ADD COLUMN slices jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN bytes bigint NOT NULL DEFAULT 0;
      UPDATE etl.parts SET bytes = to_byte - from_byte;
      -- The release before reads these, and plans with them: the next one drops them, with the defaults of the two above.
      ALTER TABLE etl.parts
        ALTER COLUMN identity SET DEFAULT '{}', ALTER COLUMN header SET DEFAULT '{}',
        ALTER COLUMN from_byte SET DEFAULT 0, ALTER COLUMN to_byte SET DEFAULT 0, ALTER COLUMN from_line SET DEFAULT 1;
      COMMENT ON COLUMN etl.parts.slices IS 'none of parts that were recorded before version 7: they can not be loaded any more';

      -- Sources are read in the order of their names, byte by byte.
      ALTER TABLE etl.rejected_rows ADD COLUMN source text COLLATE "C" NOT NULL DEFAULT '';
      COMMENT ON COLUMN etl.rejected_rows.source IS 'the name of the file in the location; of rows that were found before version 7 nothing';
      DROP INDEX etl.rejected_rows_in_file_order;
      CREATE INDEX rejected_rows_in_file_order ON etl.rejected_rows (run_id, input, source, line, id);

      ALTER TABLE etl.runs ADD COLUMN notices jsonb NOT NULL DEFAULT '[]';
      COMMENT ON COLUMN etl.runs.notices IS 'what stops no run and people want to know of its files, a sentence each';
    `,
  },
  {
    version: 8,
    name: 'which model the database is of',
    sql: `
      CREATE TABLE etl.model (
        one_row  boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        folder   text NOT NULL,
        key_name text NOT NULL,
        since    timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      COMMENT ON TABLE etl.model IS 'the first plan notes it: runs of another model are refused';
      -- Until now there was one model.
      INSERT INTO etl.model (folder, key_name)
      SELECT 'lib', attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
      WHERE indrelid = to_regclass('public.users_derivation') AND indisprimary;
    `,
  },
  {
    version: 9,
    name: 'a rejected row covers lines and has what was seen in it, and a kind says what it means and what to do',
    sql: `
      ALTER TABLE etl.rejected_rows ADD COLUMN last_line bigint, ADD COLUMN seen text;
      COMMENT ON COLUMN etl.rejected_rows.last_line IS 'on which the row ends; NULL of rows that were found before version 9';
      COMMENT ON COLUMN etl.rejected_rows.seen IS
        'what stands in the column, how many columns there are, or which id is unknown; NULL where the reason says it all';

      ALTER TABLE etl.reject_counts ADD COLUMN meaning text, ADD COLUMN hint text;
      COMMENT ON COLUMN etl.reject_counts.meaning IS 'what the reason means here, with what was seen first';
      COMMENT ON COLUMN etl.reject_counts.hint IS 'the likely cause, and what to do about it; NULL where none is likely';
    `,
  },
  {
    version: 10,
    name: 'a kind of rejects says which ids are unknown',
    sql: `
      ALTER TABLE etl.reject_counts ADD COLUMN details jsonb;
      COMMENT ON COLUMN etl.reject_counts.details IS
        'of ids that are unknown: which, how often, and the rejected row that it follows from; NULL of all other reasons';
    `,
  },
  {
    version: 11,
    name: 'when a run was planned and began to publish, and which request started it',
    sql: `
      ALTER TABLE etl.runs
        ADD COLUMN planned_at timestamptz, ADD COLUMN publishing_at timestamptz, ADD COLUMN request_id text;
      COMMENT ON COLUMN etl.runs.planned_at IS 'when its parts were recorded; NULL of runs of before version 11';
      COMMENT ON COLUMN etl.runs.publishing_at IS 'when publish began for the first time; NULL of runs of before version 11';
      COMMENT ON COLUMN etl.runs.request_id IS 'of the request that started it; NULL when it was started in Airflow';
    `,
  },
  {
    version: 12,
    name: 'the stage has a row for each chunk of rows, and it is known what the table was made of',
    sql: `
      -- Rows of a run that is under way are lost: publishing counts them, and says so.
      DROP TABLE etl.entity_stage;
      -- Further columns are those of the entity, the text of an array each: plan adds what is missing (lib/store/derivation/stage/stage.ts).
      CREATE UNLOGGED TABLE etl.entity_stage (
        etl_run_id text NOT NULL,
        etl_part   integer NOT NULL,
        etl_rows   integer NOT NULL,
        etl_digest text NOT NULL
      );
      COMMENT ON COLUMN etl.entity_stage.etl_rows IS 'how many rows of the entity: so many elements has the array of each column';

      CREATE TABLE etl.published (
        one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
        made_of text NOT NULL,
        rows    bigint NOT NULL,
        sum     text NOT NULL
      );
      COMMENT ON TABLE etl.published IS
        'what the table of the result was made of, but for the as-of date, and what it then held: the same again need not be merged';
    `,
  },
  {
    version: 13,
    name: 'the rows of the table say by themselves whether anybody has changed them since',
    sql: `
      -- An older release may publish until the new one is there: it knows nothing of the new columns, and needs the old one.
      ALTER TABLE etl.published
        ALTER COLUMN sum DROP NOT NULL,
        ADD COLUMN writer   xid8,
        ADD COLUMN oldest   xid8,
        ADD COLUMN of_table text;
      COMMENT ON COLUMN etl.published.sum IS 'of releases before version 13';
      COMMENT ON COLUMN etl.published.rows IS 'how many rows the table then had';
      COMMENT ON COLUMN etl.published.writer IS 'the transaction that published: a row that another one has written since was changed by somebody else';
      COMMENT ON COLUMN etl.published.oldest IS 'the oldest transaction that had not ended when it began: what older ones have written was seen';
      COMMENT ON COLUMN etl.published.of_table IS 'which table, with which columns, on which server: numbers of transactions say nothing of any other';
    `,
  },
];
