import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allProcesses, commandLineOf, processIsAlive } from '../../../../local/processes/process-info.ts';
import { stopProcess } from '../../../../local/processes/stop-process.ts';

/** A process that runs until it is ended, and ends by none of the signals it is told to ignore. */
async function running(...ignored: NodeJS.Signals[]): Promise<{ child: ChildProcess; pid: number }> {
  const script = `${ignored.map((signal) => `process.on('${signal}', () => {});`).join('')}
    setInterval(() => {}, 1000); console.log('running');`;
  const child = spawn(process.execPath, ['-e', script, 'a b'], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return { child, pid: child.pid ?? 0 };
}

describe('stopProcess', () => {
  it('ends a child with the signal it is told', async () => {
    const { child } = await running();

    await stopProcess(child, { signal: 'SIGINT' });

    expect(child.signalCode).toBe('SIGINT');
  });

  it('ends any process by its id, and returns when it is gone', async () => {
    const { child, pid } = await running();
    const exited = once(child, 'exit');

    await stopProcess(pid);

    expect(processIsAlive(pid)).toBe(false);
    expect(await exited).toEqual([null, 'SIGTERM']);
  });

  it('kills what ignores the signal, when the grace is over', async () => {
    const { child } = await running('SIGTERM');

    await stopProcess(child, { graceMs: 50 });

    expect(child.signalCode).toBe('SIGKILL');
  });

  it('tries the second signal before it kills', async () => {
    const { child } = await running('SIGINT');

    await stopProcess(child, { signal: 'SIGINT', secondSignal: 'SIGQUIT', graceMs: 1_000 });

    expect(child.signalCode).toBe('SIGQUIT');
  });

  it('takes a process that has ended before for stopped', async () => {
    const { child, pid } = await running();
    await stopProcess(child);

    await expect(Promise.all([stopProcess(child), stopProcess(pid)])).resolves.toBeDefined();
  });
});

describe('processIsAlive', () => {
  it('takes a zombie for ended', async () => {
    // The shell starts a child and becomes a program that never asks for it.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => {
      parent.kill('SIGKILL');
    });
    const [line] = await once(parent.stdout, 'data');

    await expect.poll(() => processIsAlive(Number(String(line))), { timeout: 15_000 }).toBe(false);
  });
});

describe('commandLineOf', () => {
  it('gives program and arguments of a process', async () => {
    const { pid } = await running();

    const commandLine = await commandLineOf(pid);

    expect(commandLine?.startsWith(`${process.execPath} -e `)).toBe(true);
    expect(commandLine?.endsWith(' a b')).toBe(true);
  });

  it('gives nothing for a process that has ended', async () => {
    const { child, pid } = await running();
    await stopProcess(child);

    expect(await commandLineOf(pid)).toBeUndefined();
  });
});

describe('allProcesses', () => {
  it('lists every process that runs with its command line', async () => {
    const { pid } = await running();

    const processes = await allProcesses();

    expect(processes).toContainEqual({ pid, commandLine: await commandLineOf(pid) });
    expect(processes.some((other) => other.pid === process.pid)).toBe(true);
  });
});
