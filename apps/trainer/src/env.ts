import { LatenError } from '@laten/shared';
import { z } from 'zod';

const environmentSchema = z.object({
  /** Folder of everything Laten keeps on this machine; `./laten` sets it. */
  LATEN_HOME: z.string().min(1),
  /** A Postgres to use instead of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
    .optional(),
});

/** Environment is what the trainer reads from its environment. */
export type Environment = { readonly home: string; readonly databaseUrl?: string };

/** readEnvironment checks the variables that the trainer reads. Throws LatenError (USAGE) naming the variable. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const result = environmentSchema.safeParse({
    ...variables,
    DATABASE_URL: variables.DATABASE_URL || undefined,
  });
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = issue?.path.join('.') ?? '';
    const hint =
      name === 'LATEN_HOME' ? 'Start Laten with `./laten`, which sets it.' : (issue?.message ?? '');
    throw new LatenError('USAGE', `The environment variable ${name} is missing or malformed. ${hint}`);
  }
  return { home: result.data.LATEN_HOME, databaseUrl: result.data.DATABASE_URL };
}

/** inheritedEnvironment is what a child process gets of ours. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
