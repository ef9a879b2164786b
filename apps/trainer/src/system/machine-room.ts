import { statfs } from 'node:fs/promises';
import { readFreeMemory } from './free-memory.ts';

/** MachineRoom is what a machine has left. */
export type MachineRoom = { readonly memoryFreeBytes: number; readonly diskFreeBytes: number };

/** readMachineRoom reads it; the disk is that of the folder. */
export async function readMachineRoom(folder: string): Promise<MachineRoom> {
  const [memoryFreeBytes, { bavail, bsize }] = await Promise.all([readFreeMemory(), statfs(folder)]);
  return { memoryFreeBytes, diskFreeBytes: bavail * bsize };
}
