import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DagState } from './dag/dag-state.ts';
import { connectLambda } from './dag/lambda.ts';
import { RunStore } from './dag/run-store.ts';
import { Scheduler } from './dag/scheduler.ts';
import { Api } from './rest/api.ts';
import { createRouter } from './rest/routes.ts';
import { Tokens } from './rest/tokens.ts';

export interface AirflowEmulatorOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** 0 takes a free one. */
  port: number;
  /** The one user. */
  username: string;
  password: string;
  /** Where and under which names the steps are invoked: endpoint `http://127.0.0.1:3002`, prefix `etl-pipeline-local-`. */
  lambda: { endpoint: string; functionPrefix: string };
  /** Keeps the newest 100 runs over restarts; without it they are lost. */
  stateFile?: string;
  /** How often a task instance is tried again; default 4, as in the DAG. */
  retries?: number;
  /** Milliseconds before the first retry, doubled for each further one; default 1000. */
  retryDelayMs?: number;
  log?: (line: string) => void;
  now?: () => Date;
}

export interface AirflowEmulator {
  url: string;
  port: number;
  /**
   * Sets what Airflow makes of the DAG: `ready` (and not paused), `loading` (not parsed yet: 404), `broken`
   * (its file has import errors), `paused` (accepts runs and leaves them queued).
   */
  setDag(state: 'ready' | 'loading' | 'broken' | 'paused'): void;
  /** Resolves when no run is queued or running and no `fail` is under way. */
  idle(): Promise<void>;
  /** Stops at once; a run under way is closed as failed by the next start with the same state file. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of the part of Airflow 3's REST API v2 this project uses, with a scheduler that runs the
 * DAG `etl_pipeline` by invoking its Lambdas. It resolves when the port is open.
 * @throws the listen error, for instance EADDRINUSE.
 */
export async function startAirflow(options: AirflowEmulatorOptions): Promise<AirflowEmulator> {
  const host = options.host ?? '127.0.0.1';
  const log = options.log ?? (() => undefined);
  const now = options.now ?? (() => new Date());
  const common = { now, log, retries: options.retries ?? 4, retryDelayMs: options.retryDelayMs ?? 1000 };
  const lambda = connectLambda(options.lambda);
  const store = new RunStore(options.stateFile, log);
  const dag = new DagState(now);
  const mayStart = () => dag.parsed === 'ready' && !store.paused;
  const scheduler = new Scheduler({ ...common, store, lambda, mayStart });
  const api = new Api({ ...common, store, scheduler, dag, username: options.username });
  const tokens = new Tokens({ username: options.username, password: options.password, now });
  const server = createServer(createRouter({ api, tokens, now, log }));
  const port = await listen(server, host, options.port);
  scheduler.recover();

  return {
    url: `http://${host}:${port}`,
    port,
    setDag(state) {
      dag.set(state === 'paused' ? 'ready' : state);
      if (state === 'ready' || state === 'paused') {
        store.paused = state === 'paused';
        store.saveSoon();
      }
      scheduler.kick();
    },
    idle: () => scheduler.idle(),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await scheduler.stop();
      lambda.close();
      await Promise.all([closed, store.save()]);
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return address.port;
}
