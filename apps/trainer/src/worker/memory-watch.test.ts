import { expect, it } from 'vitest';
import { createMemoryWatch } from './memory-watch.ts';

function watch(freeBytes: number, idleBytes = 0) {
  const machine = { freeBytes, idleBytes };
  const memory = createMemoryWatch({
    readFreeBytes: async () => machine.freeBytes,
    idleBytes: () => machine.idleBytes,
    neededBytes: 2 ** 30,
  });
  return { machine, ...memory };
}
const GIB = 2 ** 30;

it('lets a run begin when there is as much as it needs, and not when there is less', async () => {
  expect(await watch(GIB).findShortage()).toBeNull();
  expect(await watch(GIB - 1).findShortage()).toMatch(/1\.0 GiB of memory are free.*needs about 1\.0/);
});

it('counts what a waiting process holds as free', async () => {
  expect(await watch(0.3 * GIB, 0.7 * GIB).findShortage()).toBeNull();
});

it('counts a run that has begun, once, until its process has grown', async () => {
  const { findShortage, reserve } = watch(1.9 * GIB);
  const grown = reserve();
  expect(await findShortage()).toMatch(/0\.9 GiB/);
  grown();
  grown();
  expect(await findShortage()).toBeNull();
  reserve();
  expect(await findShortage()).not.toBeNull();
});

it('says the same as long as it lasts, and anew when it comes again', async () => {
  const { machine, findShortage } = watch(0.5 * GIB);
  const first = await findShortage();
  machine.freeBytes = 0.2 * GIB;
  expect(await findShortage()).toBe(first);
  machine.freeBytes = 2 * GIB;
  expect(await findShortage()).toBeNull();
  machine.freeBytes = 0.2 * GIB;
  expect(await findShortage()).toMatch(/0\.2 GiB/);
});
