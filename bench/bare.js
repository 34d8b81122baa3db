/** The peer of an endpoint: a handler that does nothing. */
export const handler = async () => ({ statusCode: 200, body: '{"message":"ok"}' });
