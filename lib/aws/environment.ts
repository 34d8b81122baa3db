/** Environment variables, as process.env has them; one that is set to nothing counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of AWS (region, credentials, an address) can't be used, or nobody gave credentials. The message is one line without their values. */
export class AwsSettingsError extends Error {
  override readonly name = 'AwsSettingsError';
}
