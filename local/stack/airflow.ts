import { join } from 'node:path';
import { startAirflow } from '../airflow/start.ts';
import { startNativeAirflow } from '../airflow-native/start.ts';
import { type Addresses, FUNCTION_PREFIX } from './addresses.ts';
import type { StackOptions } from './stack-options.ts';

/** An Airflow of either kind. */
export interface AnyAirflow {
  /** Resolves with the name of the part that ended by itself; never, for the emulator: it is in this process. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/** Where a real Airflow of a stack keeps its things. */
export const airflowHome = (stateDir: string): string => join(stateDir, 'airflow');

/** Starts the emulator, or a real Airflow where the settings ask for one. */
export async function startEitherAirflow(
  { projectDir, settings, log, onLogLine }: StackOptions,
  { airflow, lambda, database }: Addresses,
): Promise<AnyAirflow> {
  const { username, password } = airflow;
  const { hostname: host } = new URL(airflow.url);
  const port = settings.airflowPort;
  if (settings.realAirflow) {
    return await startNativeAirflow({
      ...{ projectDir, host, port, username, password, log },
      home: airflowHome(settings.stateDir),
      adminUrl: database.admin,
      lambdaEndpoint: lambda,
    });
  }
  const emulator = await startAirflow({
    ...{ host, port, username, password },
    lambda: { endpoint: lambda, functionPrefix: FUNCTION_PREFIX },
    stateFile: join(settings.stateDir, 'airflow.json'),
    log: (line) => onLogLine(`airflow: ${line}`),
  });
  return { broken: new Promise(() => undefined), stop: () => emulator.close() };
}
