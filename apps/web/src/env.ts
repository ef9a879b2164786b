import { LatenError } from '@laten/shared';
import { z } from 'zod';

/** What the web app reads from its environment. Read when it is needed, not when a module loads: a build has no database. */

const databaseSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
});

const serverSchema = z.object({
  /** `next start --port` sets it. */
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  NODE_ENV: z.string().optional(),
});

/** ServerEnvironment is where this server listens, and whether it is the development server. */
export type ServerEnvironment = { readonly port: number; readonly development: boolean };

/** readDatabaseUrl returns the address of Laten's Postgres. Throws LatenError (USAGE) when it is missing or malformed. */
export function readDatabaseUrl(variables: NodeJS.ProcessEnv = process.env): string {
  const result = databaseSchema.safeParse(variables);
  if (result.success) return result.data.DATABASE_URL;
  const problem = variables.DATABASE_URL ? 'must start with postgresql://' : 'is missing';
  throw new LatenError(
    'USAGE',
    `The environment variable DATABASE_URL ${problem}. Start the dashboard with \`./laten up\`, which sets it.`,
  );
}

/** readServerEnvironment returns the port that requests must name as their host's. Throws LatenError (USAGE). */
export function readServerEnvironment(variables: NodeJS.ProcessEnv = process.env): ServerEnvironment {
  const result = serverSchema.safeParse(variables);
  if (!result.success) {
    throw new LatenError(
      'USAGE',
      `The environment variable PORT is "${variables.PORT}"; it must be 1 to 65535.`,
    );
  }
  return { port: result.data.PORT, development: result.data.NODE_ENV === 'development' };
}
