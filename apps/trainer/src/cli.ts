import { isLatenError, presetNames } from '@laten/shared';
import { Command, CommanderError, Option } from 'commander';
import type { CommandContext } from './commands/command-context.ts';
import { readEnvironment } from './env.ts';
import { exitCodeOfError, exitCodes } from './exit-codes.ts';
import { listenForStopSignals, type StopSignals } from './run/stop-signals.ts';

/**
 * The command line. It only parses: each verb has a file in `commands/`, loaded when it is asked for, so that
 * `./laten runs list` does not wait for what `./laten bench` needs.
 */

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];

/** buildProgram describes every command; `run` receives the chosen one's work. */
function buildProgram(run: (work: (context: CommandContext) => Promise<number>) => Promise<void>): Command {
  const program = new Command('./laten')
    .description('Laten tracks experiments with variational autoencoders.')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride();

  program
    .command('up')
    .description('serve the dashboard and train what waits; Ctrl-C ends it')
    .option('--port <port>', 'port to listen on (default: the first free one from 4500)')
    .option('--host <host>', 'address to listen on; loopback only, until there is sign-in')
    .action((options) => run(async (context) => (await import('./commands/up.ts')).up(options, context)));

  program
    .command('down')
    .description('end the running `up`, and the embedded database')
    .action(() => run(async (context) => (await import('./commands/down.ts')).down(context)));

  program
    .command('train')
    .description('train one VAE and record it')
    .addOption(new Option('--preset <name>', 'named config to start from').choices(presetNames))
    .option('--set <key=value>', 'set any config key; may be repeated', collect, [])
    .option('--dataset <name|folder>', '"fashion-mnist", or a folder with four IDX files')
    .option('--latent-dim <n>', 'size of the latent space')
    .option('--beta <x>', 'weight of the KL term')
    .option('--learning-rate <x>', 'step size of Adam')
    .option('--epochs <n>', 'passes over the training images')
    .option('--batch-size <n>', 'images per step')
    .option('--seed <n>', 'source of all randomness')
    .option('--limit <n>', 'train on the first n images only')
    .option('--threads <n>', 'threads of native TensorFlow (default: all cores)')
    .option('--deterministic', 'bit-equal results between runs; one thread, slower')
    .option('--name <text>', 'name of the run (default: the preset and what differs from it)')
    .option('--tag <text>', 'tag of the run; may be repeated', collect, [])
    .option('--note <text>', 'note to the run')
    .option('--experiment <name>', 'experiment that the run belongs to', 'default')
    .option('--json', 'print one JSON object a line, and nothing else, on stdout')
    .action((options) =>
      run(async (context) => (await import('./commands/train.ts')).train(options, context)),
    );

  program
    .command('resume <run>')
    .description('go on with a run from its newest checkpoint')
    .option('--epochs <n>', 'train to this many epochs in all (default: as first asked)')
    .option('--json', 'print one JSON object a line, and nothing else, on stdout')
    .action((id, options) =>
      run(async (context) => (await import('./commands/resume.ts')).resume(id, options, context)),
    );

  addRunsCommands(program, run);

  const db = program.command('db').description('the database');
  db.command('status')
    .description('where the database is and in which state; starts nothing')
    .option('--json', 'print one JSON object')
    .action((options) =>
      run(async (context) => (await import('./commands/db.ts')).databaseStatus(options, context)),
    );
  db.command('migrate')
    .description('bring the tables up to date')
    .action(() => run(async (context) => (await import('./commands/db.ts')).migrateCommand(context)));

  program
    .command('doctor')
    .description('show each part of the set-up: state, source, version, size, and how to mend it')
    .option('--json', 'print one JSON object')
    .action(() => run(async () => exitCodes.ok));

  program
    .command('bench [names...]')
    .description('measure the figures of docs/benchmarks.md; all, or the named ones')
    .option('--json', 'print JSON only')
    .action((names, options) =>
      run(async (context) => (await import('./commands/bench.ts')).bench(names, options, context)),
    );

  return program;
}

function addRunsCommands(
  program: Command,
  run: (work: (context: CommandContext) => Promise<number>) => Promise<void>,
): void {
  const load = () => import('./commands/runs.ts');
  const runs = program.command('runs').description('list, show, rename, cancel and delete runs');
  runs
    .command('list')
    .description('the runs, newest first')
    .option('--limit <n>', 'how many (default: 50)')
    .option('--json', 'print one JSON array')
    .action((options) => run(async (context) => (await load()).listRunsCommand(options, context)));
  runs
    .command('show <run>')
    .description('config, metrics and artifacts of a run; an id, or its unique beginning')
    .option('--json', 'print one JSON object')
    .action((id, options) => run(async (context) => (await load()).showRunCommand(id, options, context)));
  runs
    .command('rename <run> <name>')
    .description('give a run another name')
    .action((id, name) => run(async (context) => (await load()).renameRunCommand(id, name, context)));
  runs
    .command('cancel <run>')
    .description('stop a run: a running one keeps a checkpoint, a queued one never begins')
    .action((id) => run(async (context) => (await load()).cancelRunCommand(id, context)));
  runs
    .command('delete <run>')
    .description('delete a run and free its space')
    .action((id) => run(async (context) => (await load()).deleteRunCommand(id, context)));
}

function createContext(words: readonly string[], signals: StopSignals): CommandContext {
  return {
    environment: readEnvironment(),
    signals,
    arguments: words,
    print: (text) => process.stdout.write(`${text}\n`),
    say: (line) => process.stderr.write(`${line}\n`),
    createView: async ({ beta }, json) => {
      if (json)
        return (await import('./view/json-view.ts')).createJsonView((line) =>
          process.stdout.write(`${line}\n`),
        );
      return (await import('./view/terminal-view.ts')).createTerminalView(process.stdout, beta);
    },
  };
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (isLatenError(error)) {
    process.stderr.write(`${error.message}\n`);
    return exitCodeOfError(error.code);
  }
  process.stderr.write(
    `This is a defect in Laten:\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return exitCodes.defect;
}

/** Whoever read our output may be gone (`| head`, a closed terminal); the training and its record go on. */
function ignoreLostReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
}

async function main(words: readonly string[]): Promise<void> {
  ignoreLostReaders();
  const signals = listenForStopSignals();
  try {
    const program = buildProgram(async (work) => {
      process.exitCode = await work(createContext(words, signals));
    });
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = explain(error);
  } finally {
    signals.close();
  }
}

await main(process.argv.slice(2));
