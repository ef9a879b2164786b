import type { Point } from '@laten/shared';
import type { MachineRoom } from '../system/machine-room.ts';
import type { ProcessUsage } from './protocol.ts';

/** pointsOfUsage names what a training process takes and what its machine has left, at a step. */
export function pointsOfUsage(input: {
  usage: ProcessUsage;
  room: MachineRoom;
  at: Pick<Point, 'step' | 'epoch' | 'wallTimeMs'>;
}): Point[] {
  const { usage, room, at } = input;
  return [
    { ...at, name: 'system/cpu_percent', value: usage.cpuPercent },
    { ...at, name: 'system/memory_bytes', value: usage.rssBytes },
    { ...at, name: 'system/memory_free_bytes', value: room.memoryFreeBytes },
    { ...at, name: 'system/disk_free_bytes', value: room.diskFreeBytes },
  ];
}
