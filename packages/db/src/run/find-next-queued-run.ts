import type { Database } from '../database.ts';
import type { FoundRun } from './find-run.ts';

/** findNextQueuedRun returns the run that has waited longest, or null. It claims nothing: `beginAttempt` does. */
export async function findNextQueuedRun({ prisma }: Database): Promise<FoundRun | null> {
  return prisma.run.findFirst({
    where: { status: 'QUEUED' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  });
}
