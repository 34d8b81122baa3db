/** Starts the server of the state directory argv[2] on port argv[3], tells so, and waits to be killed. */
import { startPostgres } from '../../../local/postgres/start-postgres.ts';

const [, , stateDir = '', port = ''] = process.argv;
const server = await startPostgres({ stateDir, port: Number(port) });
process.stdout.write(`${JSON.stringify({ adminUrl: server.adminUrl, uid: process.getuid?.() })}\n`);
process.once('SIGTERM', () => void server.stop());
