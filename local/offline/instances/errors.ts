/** The instance that served a call is gone: it threw outside of the call, called `process.exit`, or ran out of memory. */
export class InstanceEndedError extends Error {
  override readonly name = 'InstanceEndedError';
}

/** The server is stopping: calls in flight end, and none begins. */
export class ServerStoppingError extends Error {
  override readonly name = 'ServerStoppingError';

  constructor() {
    super('the server is stopping');
  }
}

/** A call was not answered within the function's time-out, its instance was ended. */
export class TimedOutError extends Error {
  override readonly name = 'TimedOutError';
}

/** A call has waited for a free instance for as long as its function may take, or too many others wait already. */
export class TooManyCallsError extends Error {
  override readonly name = 'TooManyCallsError';
}
