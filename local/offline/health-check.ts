/**
 * Health check of a container: ends with 0 when this container's server answers, else with 1. That a dependency is down (503) is
 * no reason to call the server ill.
 */
import { shareOf } from './share.ts';

const TIMEOUT_MS = 4_000;

/** Steps have no route of their own: the Lambda port answers 404, before any function. */
const { port, path, healthy } =
  shareOf(process.env) === 'steps'
    ? { port: process.env['LAMBDA_PORT'] || '3002', path: '/', healthy: [404] }
    : { port: process.env['API_PORT'] || '5000', path: '/health', healthy: [200, 503] };

const status = await fetch(`http://127.0.0.1:${port}${path}`, {
  signal: AbortSignal.timeout(TIMEOUT_MS),
}).then(
  (answer) => answer.status,
  () => 0,
);
process.exit(healthy.includes(status) ? 0 : 1);
