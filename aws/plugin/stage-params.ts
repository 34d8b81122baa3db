/** The values of a stage's settings, by name. */
export type StageParams = Readonly<Record<string, string>>;

/** What Serverless knows of the settings: sections of `params`, and what stands on the command line. */
export interface GivenParams {
  /** `params` of serverless.yml: `default`, and a section for each stage. */
  readonly sections: Readonly<Record<string, Readonly<Record<string, unknown>> | null | undefined>>;
  /** Each `--param`, as `NAME=value`. */
  readonly commandLine: readonly string[];
}

/**
 * The settings of one stage. The command line comes before the stage's own section, which comes before `default`, as for
 * Serverless' `${param:…}`. A setting without a value is one that is not set.
 */
export function stageParams(stage: string, { sections, commandLine }: GivenParams): StageParams {
  const fromCommandLine = commandLine.map((text) => {
    const end = text.indexOf('=');
    return [text.slice(0, end), text.slice(end + 1).trimEnd()] as const;
  });
  const all = { ...present(sections['default']), ...present(sections[stage]) };
  return { ...all, ...Object.fromEntries(fromCommandLine) };
}

function present(section: Readonly<Record<string, unknown>> | null | undefined): Record<string, string> {
  const entries = Object.entries(section ?? {}).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
