import type { Database } from '../database.ts';
import type { Prisma } from '../generated/prisma/client.ts';

/** getSetting returns a fact about this database, or null when it was never set. */
export async function getSetting({ prisma }: Database, key: string): Promise<unknown> {
  return (await prisma.setting.findUnique({ where: { key } }))?.value ?? null;
}

/** setSetting stores a fact about this database. */
export async function setSetting(
  { prisma }: Database,
  { key, value }: { key: string; value: Prisma.InputJsonValue },
): Promise<void> {
  await prisma.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** ensureSetting stores a fact unless it is known, and returns what is known then: of two at once the first one wins. */
export async function ensureSetting(
  database: Database,
  { key, value }: { key: string; value: Prisma.InputJsonValue },
): Promise<unknown> {
  await database.prisma.setting.createMany({ data: [{ key, value }], skipDuplicates: true });
  return getSetting(database, key);
}
