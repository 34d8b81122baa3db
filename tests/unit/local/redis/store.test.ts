import { describe, expect, it } from 'vitest';
import { Store } from '../../../../local/redis/store.ts';

function storeAt(start: number) {
  const clock = { now: start };
  return { clock, store: new Store(() => clock.now) };
}

describe('Store', () => {
  it('keeps a key up to and including the millisecond of its expiry', () => {
    const { clock, store } = storeAt(1000);
    store.set('key', { value: 'v', expiresAt: 1100 });

    clock.now = 1100;
    const last = store.get('key');
    clock.now = 1101;
    const after = store.get('key');

    expect(last?.value).toBe('v');
    expect(after).toBeUndefined();
  });

  it('keeps a key without expiry for ever', () => {
    const { clock, store } = storeAt(1000);
    store.set('key', { value: 'v' });

    clock.now = Number.MAX_SAFE_INTEGER;

    expect(store.get('key')?.value).toBe('v');
  });

  it('frees an expired key that is read', () => {
    const { clock, store } = storeAt(1000);
    store.set('key', { value: 'v', expiresAt: 1100 });
    clock.now = 1101;

    store.get('key');

    expect(store.size).toBe(0);
  });

  it('reports an expired key as not deleted', () => {
    const { clock, store } = storeAt(1000);
    store.set('key', { value: 'v', expiresAt: 1100 });
    clock.now = 1101;

    const deleted = store.delete('key');

    expect(deleted).toBe(false);
  });

  it('deletes a key once', () => {
    const { store } = storeAt(1000);
    store.set('key', { value: 'v' });

    const deleted = [store.delete('key'), store.delete('key')];

    expect(deleted).toEqual([true, false]);
  });

  it('sweeps the expired keys and no others', () => {
    const { clock, store } = storeAt(1000);
    store.set('dead', { value: 'v', expiresAt: 1100 });
    store.set('alive', { value: 'v', expiresAt: 2000 });
    store.set('eternal', { value: 'v' });
    clock.now = 1500;

    store.sweep();

    expect(store.size).toBe(2);
    expect(store.get('dead')).toBeUndefined();
  });

  it('counts whole milliseconds of a finer clock', () => {
    const { store } = storeAt(1000.9);

    expect(store.now()).toBe(1000);
  });
});
