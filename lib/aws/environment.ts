/** Environment variables, as process.env has them; one that is set to nothing counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is known of an AwsSettingsError beside its text. */
export interface AwsSettingsErrorOptions {
  /** Whether it may pass by itself: the endpoint that gives credentials does not answer, or is busy. */
  readonly mayPass?: boolean;
}

/** The settings of AWS (region, credentials, an address) can't be used, or nobody gave credentials. The message is one line without their values. */
export class AwsSettingsError extends Error {
  override readonly name = 'AwsSettingsError';
  readonly mayPass: boolean;

  constructor(message: string, { mayPass = false }: AwsSettingsErrorOptions = {}) {
    super(message);
    this.mayPass = mayPass;
  }
}
