/**
 * Serves the files of a folder as the objects of a bucket until it is stopped: serve.ts FOLDER BUCKET [PORT]. It prints what sets up
 * a shell to use it. For measurements, and to try things by hand.
 */
import { startS3 } from './server.ts';

const [folder = '', bucket = '', port = '0'] = process.argv.slice(2);
const s3 = await startS3({ port: Number(port) });
s3.objects.putFolder(bucket, '', folder);
for (const [name, value] of Object.entries(s3.environment)) {
  console.log(`export ${name}='${value}'`);
}
