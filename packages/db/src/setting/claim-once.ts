import type { Database } from '../database.ts';

/** claimOnce returns true for the first caller of a key in the life of a database, and false for every later one. */
export async function claimOnce({ prisma }: Database, key: string): Promise<boolean> {
  const { count } = await prisma.setting.createMany({ data: [{ key, value: true }], skipDuplicates: true });
  return count === 1;
}
