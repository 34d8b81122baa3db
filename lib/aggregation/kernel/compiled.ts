import type { KernelModule } from './instance.ts';
import { wasm } from './wasm.ts';

// Node's types leave it to those of the DOM, which this project does without.
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

let compiled: KernelModule | undefined;

/**
 * The compiled kernel of this process: it takes a few milliseconds, at the first call. It stands apart from instance.ts, since the
 * second thread of load is given this one, and so its bundle needs no copy of the bytes.
 */
export function kernelModule(): KernelModule {
  compiled ??= compileKernel(wasm);
  return compiled;
}

/** Compiles WebAssembly in base64: the tests have a kernel without vectors. */
export function compileKernel(code: string): KernelModule {
  return new WebAssembly.Module(Buffer.from(code, 'base64'));
}
