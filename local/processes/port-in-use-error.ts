/** A port of the stack is held by somebody else. The message is one line and names the setting that moves it. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;
  readonly settingName: string;

  constructor(port: number, settingName: string) {
    super(`Port ${port} is in use: stop the program that uses it, or set ${settingName} to a free port.`);
    this.port = port;
    this.settingName = settingName;
  }
}
