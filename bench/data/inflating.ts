/**
 * What no reader of an archive in one process can be faster than: inflating it and throwing the bytes away. With `inflating.ts ARCHIVE
 * SCRIPT ARGUMENT…` Node runs the script meanwhile, over and over, so that the other processor is as busy as with a reader of the bytes.
 * Prints JSON as ours does.
 */
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';

// Of 64 KiB to 4 MiB it is fastest with these.
const chunkSize = 1 << 20;
const [archive = '', ...script] = process.argv.slice(2);
const besides = script.length > 0 ? runOverAndOver(script) : undefined;
// By then it has started, and reads.
await delay(besides ? 300 : 0);
const startedAt = performance.now();
try {
  await pipeline(
    createReadStream(archive, { highWaterMark: chunkSize }),
    createGunzip({ chunkSize }),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const _ of chunks) {
        // Nothing is done with it.
      }
    },
  );
} finally {
  besides?.end();
}
const ms = Math.round(performance.now() - startedAt);
console.log(JSON.stringify({ ms, rss: Math.round(process.resourceUsage().maxRSS / 1024) }));

/** Starts it whenever it has ended. @throws Error when it fails: then the other processor would have nothing to do */
function runOverAndOver(command: readonly string[]): { readonly end: () => void } {
  let isEnded = false;
  let running = start();
  function start() {
    return spawn(process.execPath, command, { stdio: 'ignore' }).on('exit', (code) => {
      if (!isEnded && code !== 0) {
        throw new Error(`${command.join(' ')} has ended with ${code}`);
      }
      running = isEnded ? running : start();
    });
  }
  return {
    end: () => {
      isEnded = true;
      running.kill();
    },
  };
}
