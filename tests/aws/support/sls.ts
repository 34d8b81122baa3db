import { join } from 'node:path';
import { finished, type Outcome, start } from '../../e2e/support/project.ts';

/**
 * Runs a command of Serverless Framework (osls) to its end, as `npx sls` does, on the Node of the tests.
 *
 * @param projectDir the project or a copy of it
 * @param settings environment, beside that of the tests
 */
export async function sls(
  projectDir: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const program = join(projectDir, 'node_modules/serverless/bin/serverless.js');
  // CI keeps it from drawing a spinner.
  const environment = { CI: 'true', SLS_TELEMETRY_DISABLED: '1', ...settings };
  const { code, stdout, stderr } = await finished(
    start([program, ...args], environment, process.execPath, projectDir),
  );
  return { code, stdout: plain(stdout), stderr: plain(stderr) };
}

/** Without the codes with which a terminal is drawn on. */
function plain(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g'), '');
}
