import { DERIVED } from './derived.ts';
import { problemMessage } from './message.ts';
import { problemsOf } from './problems.ts';
import { stageParams } from './stage-params.ts';

/** The one stage that is not AWS. */
const LOCAL = 'local';

/** What we need of Serverless' own objects. */
interface Serverless {
  readonly service: { readonly provider: { readonly stage: string } };
  readonly configurationInput: {
    readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  readonly processedInput: {
    readonly commands: readonly string[];
    readonly options: { readonly param?: readonly string[] };
  };
  readonly pluginManager: { readonly plugins: readonly object[] };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}

/** How a source of variables is asked for a value. */
interface Asked {
  readonly address: string;
  readonly resolveConfigurationProperty: (path: readonly string[]) => Promise<unknown>;
  readonly options: { readonly stage?: string; readonly param?: readonly string[] };
}

/**
 * A Serverless plugin for the stages on AWS. It refuses to package one whose settings are missing or can't be used, all of them
 * in one message, and gives aws/*.yml what it needs of the settings in another form, as `${deploy:NAME}`. For the stage local it
 * does nothing.
 */
export default class AwsStage {
  readonly hooks: Readonly<Record<string, () => void>>;
  readonly configurationVariablesSources = { deploy: { resolve: derived } };

  constructor(serverless: Serverless) {
    const refuse = (message: string | undefined, code: string): void => {
      if (message !== undefined) {
        throw new serverless.classes.Error(message, code);
      }
    };
    const check = (): void => refuse(settingsMessage(serverless), 'STAGE_SETTINGS');
    const onlyLocal = (): void => refuse(placeMessage(serverless.service.provider.stage), 'STAGE_IS_ON_AWS');
    this.hooks = {
      'before:package:cleanup': check,
      'before:package:compileLayers': () => packageWithoutNetwork(serverless),
      'before:deploy:function:initialize': check,
      'before:offline:start': onlyLocal,
      'before:offline:start:init': onlyLocal,
      'before:invoke:local:invoke': onlyLocal,
    };
  }
}

function settingsMessage({ service, configurationInput, processedInput }: Serverless): string | undefined {
  const { stage } = service.provider;
  if (stage === LOCAL) {
    return undefined;
  }
  const given = {
    sections: configurationInput.params ?? {},
    commandLine: processedInput.options.param ?? [],
  };
  return problemMessage(stage, problemsOf(stage, stageParams(stage, given)));
}

/**
 * Serverless asks AWS for the layer of the last deployment, to keep it when nothing has changed. `sls package` needs no account and
 * no network otherwise, so there it does not ask.
 *
 * @throws Error when this version of Serverless makes layers in another way
 */
function packageWithoutNetwork({ processedInput, pluginManager }: Serverless): void {
  if (processedInput.commands[0] !== 'package') {
    return;
  }
  const layers = pluginManager.plugins.find((plugin) => 'compareWithLastLayer' in plugin);
  if (!layers) {
    throw new Error('aws/plugin does not fit this version of Serverless: nothing there compares layers');
  }
  Object.assign(layers, { compareWithLastLayer: () => Promise.resolve() });
}

function placeMessage(stage: string): string | undefined {
  return stage === LOCAL
    ? undefined
    : `The stage ${stage} runs on AWS only: its settings are references, which only CloudFormation can resolve.\n` +
        'To run functions on this machine, leave out --stage.';
}

async function derived({
  address,
  resolveConfigurationProperty,
  options,
}: Asked): Promise<{ value: unknown }> {
  const stage = options.stage ?? String(await resolveConfigurationProperty(['provider', 'stage']));
  const sections = { default: await section('default'), [stage]: await section(stage) };
  const derive = DERIVED[address];
  if (!derive) {
    throw new Error(
      `\${deploy:${address}} is unknown: aws/plugin/derived.ts has ${Object.keys(DERIVED).join(', ')}`,
    );
  }
  return { value: derive(stageParams(stage, { sections, commandLine: options.param ?? [] })) };

  async function section(name: string): Promise<Record<string, unknown>> {
    const found = await resolveConfigurationProperty(['params', name]);
    return isRecord(found) ? found : {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
