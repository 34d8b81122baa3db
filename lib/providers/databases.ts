import { connectPostgres } from '../clients/postgres.ts';
import { once } from './provider.ts';

/** Reads as the role etl_reader. A server that is silent for 5 s counts as gone. */
export const readDatabase = once((config) =>
  connectPostgres(config.DATABASE_READ_URL, { statementTimeoutMs: 4_000, silenceTimeoutMs: 5_000 }),
);

/** Tells how far a load is, beside its transaction. What it has to say is worth no waiting. */
export const progressDatabase = once((config) =>
  connectPostgres(config.DATABASE_URL, { statementTimeoutMs: 1_000, silenceTimeoutMs: 30_000 }),
);

/** Writes as the role etl_owner: for the steps, whose statements may take minutes. */
export const ownDatabase = once((config) =>
  connectPostgres(config.DATABASE_URL, { statementTimeoutMs: 880_000 }),
);
