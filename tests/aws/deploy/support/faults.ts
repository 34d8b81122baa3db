import { accepted } from '../../support/aws.ts';
import { FAULTS_PATH, type FaultReport, type Faults } from '../../support/fault-proxy.ts';

/** Asks for faults at the next reads of objects; none, to have no more of them. */
export async function setFaults(proxy: string, faults: Faults): Promise<void> {
  const body = JSON.stringify(faults);
  await accepted('faults', await fetch(`${proxy}${FAULTS_PATH}`, { method: 'POST', body }));
}

/** What has happened since faults were last asked for. */
export async function faultReport(proxy: string): Promise<FaultReport> {
  return JSON.parse(await accepted('the report of faults', await fetch(`${proxy}${FAULTS_PATH}`)));
}
