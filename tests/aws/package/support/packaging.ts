import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished, type Outcome, start } from '../../../e2e/support/project.ts';
import { copyProject, type ProjectCopy } from '../../../support/project-copy.ts';
import { writeSecrets } from './secrets.ts';
import type { Template } from './template.ts';

/** A copy of the project with what the build makes, in which stages are packaged. */
export interface Packaging {
  readonly copy: ProjectCopy;
  /** Packages a stage, without network, without credentials of AWS, and without the settings of whoever runs the tests. */
  package(stage: string, options?: PackageOptions): Promise<Packaged>;
  /** Runs any other command of Serverless, in the same way. */
  sls(args: readonly string[]): Promise<Outcome>;
  remove(): void;
}

interface PackageOptions {
  /** Settings of the stage, as `--param` has them. */
  readonly params?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What packaging a stage came to. */
export interface Packaged {
  readonly outcome: Outcome;
  /** The folder with the templates and the zips. */
  readonly folder: string;
  readonly ms: number;
  template(): Template;
  /** Names of the zips, without `.zip`. */
  zips(): string[];
}

/** Makes a copy of the project, with the .env files of somebody who uses the stage local, and builds it. */
export async function preparePackaging(): Promise<Packaging> {
  const copy = copyProject();
  writeSecrets(copy.path, ['.env', '.env.local']);
  const built = await finished(start(['build.ts'], { ETL_MODEL: '' }, process.execPath, copy.path));
  if (built.code !== 0) {
    throw new Error(built.stderr);
  }
  let packages = 0;
  return {
    copy,
    async package(stage, { params = {}, environment = {} } = {}) {
      packages += 1;
      const folder = join(copy.path, `.packages/${stage}-${packages}`);
      const settings = Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
      const startedAt = performance.now();
      const outcome = await sls(
        copy.path,
        ['package', '--stage', stage, '--package', folder, ...settings],
        environment,
      );
      return {
        outcome,
        folder,
        ms: performance.now() - startedAt,
        template: () =>
          JSON.parse(
            readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8'),
          ) as Template,
        zips: () =>
          readdirSync(folder)
            .filter((name) => name.endsWith('.zip'))
            .map((name) => name.replace('.zip', '')),
      };
    },
    sls: (args) => sls(copy.path, args, {}),
    remove: copy.remove,
  };
}

/** Where there is no network: a namespace of one's own, or node with its sockets closed. */
const CUT: readonly string[] =
  [
    ['unshare', '-n'],
    ['unshare', '-rn'],
  ].find(([program = '', ...args]) => spawnSync(program, [...args, 'true']).status === 0) ?? [];

async function sls(
  projectDir: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const home = join(projectDir, '.home');
  mkdirSync(home, { recursive: true });
  const offline = CUT.length > 0 ? [] : ['--import', join(import.meta.dirname, 'no-network.mjs')];
  const [program = '', ...command] = [
    ...CUT,
    process.execPath,
    ...offline,
    join(projectDir, 'node_modules/serverless/bin/serverless.js'),
    ...args,
  ];
  const child = spawn(program, command, {
    cwd: projectDir,
    env: { ...own, AWS_EC2_METADATA_DISABLED: 'true', HOME: home, CI: 'true', NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return await finished(child);
}

/** The environment without any setting or key that whoever runs the tests has. */
const own = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(AWS|ETL|DATABASE|UPSTASH|AIRFLOW|MWAA)_|^(API_KEY|LOG_LEVEL)$/.test(name),
  ),
);
