import { connectPostgres } from '../clients/postgres.ts';
import { type RequestDatabase, requestDatabase } from '../clients/request-database.ts';
import type { Budget } from '../time-limits/budget.ts';
import { once, type Provider } from './provider.ts';

/** What a request may ask of a server: it waits no longer than its budget lasts, and the server is to stop then too. */
const OF_A_REQUEST = { statementTimeoutMs: 4_000, silenceTimeoutMs: 5_000 };

const reader = once((config) => connectPostgres(config.DATABASE_READ_URL, OF_A_REQUEST));

/** Reads as the role etl_reader: for a request. */
export const readDatabase: Provider<RequestDatabase, [Budget]> = (config, budget) =>
  requestDatabase(reader(config), budget);

const writer = once((config) => connectPostgres(config.DATABASE_URL, OF_A_REQUEST));

/** Writes as the role etl_owner: for a request that has to close a run. */
export const writeDatabase: Provider<RequestDatabase, [Budget]> = (config, budget) =>
  requestDatabase(writer(config), budget);

/** Tells how far a load is, beside its transaction. What it has to say is worth no waiting. */
export const progressDatabase = once((config) =>
  connectPostgres(config.DATABASE_URL, { statementTimeoutMs: 1_000, silenceTimeoutMs: 30_000 }),
);

/** Writes as the role etl_owner: for the steps, whose statements may take minutes. */
export const ownDatabase = once((config) =>
  connectPostgres(config.DATABASE_URL, { statementTimeoutMs: 880_000 }),
);
