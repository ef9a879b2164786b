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

/** Receives the chosen command's work. */
type Run = (work: (context: CommandContext) => Promise<number>) => Promise<void>;

/** buildProgram describes every command. */
function buildProgram(run: Run): Command {
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
  addSweepCommand(program, run);
  addSweepsCommands(program, run);
  addWorkerCommands(program, run);

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

function addRunsCommands(program: Command, run: Run): void {
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

const sweepHelp = `
What --set says, alone or instead of what the file says:
  --set latentDim=2                  one value, for all trials
  --set beta=0.5,1,2,4               each of them
  --set 'denseUnits=[400],[200,200]' lists of layers, each in brackets
  --set learningRate=1e-4..1e-2      anything between, drawn by a random search: whole numbers evenly, others
                                     by their order of magnitude

Examples:
  ./laten sweep sweeps/beta.yaml
  ./laten sweep sweeps/beta.yaml --seeds 1 --limit 2000 --dry-run
  ./laten sweep --set preset=mlp --set beta=0.5,1,2,4 --set latentDim=2,8,16 --seeds 3 --epochs 3 --limit 6000
  ./laten sweep --set learningRate=1e-4..1e-2 --trials 20 --detach
`;

function addSweepCommand(program: Command, run: Run): void {
  program
    .command('sweep [file]')
    .description("launch a sweep from a file in W&B's shape, from --set lists, or from both")
    .option('--set <key=values>', 'one value, a list or a range of a key; may be repeated', collect, [])
    .option('--method <name>', 'grid or random')
    .option('--trials <n>', 'points to draw (random), or the most to try (grid)')
    .option('--seeds <n>', 'seeds for each point')
    .option('--epochs <n>', 'passes over the training images')
    .option('--limit <n>', 'train on the first n images only')
    .option('--metric <name>', 'what trials are compared by (default: val_nelbo)')
    .option('--goal <direction>', 'minimize or maximize')
    .option('--labels <a,b>', 'only workers with all of these labels take its trials')
    .option('--deterministic', 'bit-equal results between runs; slower')
    .option('--name <text>', 'name of the sweep')
    .option('--note <text>', 'note to the sweep')
    .option('--experiment <name>', 'experiment that the sweep belongs to')
    .option('--retries <n>', 'how often a trial that failed is tried again')
    .option('--priority <n>', '-100 to 100; higher ones are trained first')
    .option('--key <text>', 'the same key launches one sweep, however often it is given')
    .option('--dry-run', 'show the trials, and launch nothing')
    .option('--detach', 'launch and leave; workers that run go on with it')
    .option('--json', 'print one JSON object a line, and nothing else, on stdout')
    .addHelpText('after', sweepHelp)
    .action((file, options) =>
      run(async (context) => (await import('./commands/sweep.ts')).sweep(file, options, context)),
    );
}

function addSweepsCommands(program: Command, run: Run): void {
  const load = () => import('./commands/sweeps.ts');
  const sweeps = program.command('sweeps').description('list, show, pause, resume, cancel and extend sweeps');
  const one = (name: string, description: string) =>
    sweeps.command(`${name} <sweep>`).description(description);
  sweeps
    .command('list')
    .description('the sweeps, newest first')
    .option('--limit <n>', 'how many (default: 50)')
    .option('--json', 'print one JSON array')
    .action((options) => run(async (context) => (await load()).listSweepsCommand(options, context)));
  one('show', 'state, trials and best of a sweep; an id, or its unique beginning')
    .option('--json', 'print one JSON object, with all trials')
    .action((id, options) => run(async (context) => (await load()).showSweepCommand(id, options, context)));
  one('watch', 'show the live progress of a sweep that was launched elsewhere')
    .option('--json', 'print one JSON object a line, and nothing else, on stdout')
    .action((id, options) => run(async (context) => (await load()).watchSweepCommand(id, options, context)));
  one('pause', 'stop its trials at a checkpoint, and begin none').action((id) =>
    run(async (context) => (await load()).pauseSweepCommand(id, context)),
  );
  one('resume', 'go on with a paused sweep').action((id) =>
    run(async (context) => (await load()).resumeSweepCommand(id, context)),
  );
  one('cancel', 'end a sweep; running trials keep a checkpoint')
    .option('--after-running', 'let the running trials end first')
    .action((id, options) => run(async (context) => (await load()).cancelSweepCommand(id, options, context)));
  one('retry', 'queue its failed and crashed trials again').action((id) =>
    run(async (context) => (await load()).retrySweepCommand(id, context)),
  );
  sweeps
    .command('add <sweep> <trials>')
    .description('add so many trials to a sweep')
    .action((id, trials) => run(async (context) => (await load()).addTrialsCommand(id, trials, context)));
  sweeps
    .command('priority <sweep> <n>')
    .description('-100 to 100; the trials of higher ones are trained first')
    .action((id, priority) =>
      run(async (context) => (await load()).prioritizeSweepCommand(id, priority, context)),
    );
  one('delete', 'delete a sweep with its trials and free their space').action((id) =>
    run(async (context) => (await load()).deleteSweepCommand(id, context)),
  );
}

function addWorkerCommands(program: Command, run: Run): void {
  program
    .command('worker')
    .description('take queued runs and train them, on any machine that reaches the database, until Ctrl-C')
    .option('--concurrency <n>', 'runs at once (default: as many as cores and memory allow)')
    .option('--labels <a,b>', 'labels of this machine: it also takes the trials of sweeps that ask for them')
    .option('--until-empty', 'end when nothing waits any more, as a batch job does')
    .action((options) =>
      run(async (context) => (await import('./commands/worker.ts')).worker(options, context)),
    );

  const workers = program.command('workers').description('who trains; let a stopped worker go on');
  workers
    .command('list')
    .description('the workers and what each does')
    .option('--json', 'print one JSON array')
    .action((options) =>
      run(async (context) => (await import('./commands/workers.ts')).listWorkersCommand(options, context)),
    );
  workers
    .command('resume [worker]')
    .description('let workers that stopped after failures take runs again: all, or each whose id begins so')
    .action((id) =>
      run(async (context) => (await import('./commands/workers.ts')).resumeWorkerCommand(id, context)),
    );

  program
    .command('gc')
    .description('free what deleted runs and lost processes left: files, rows, disk')
    .option('--dry-run', 'say what would be freed, and free nothing')
    .option(
      '--full',
      'give the freed space back to the disk too: rewrites the tables, and locks them meanwhile',
    )
    .option('--json', 'print one JSON object')
    .action((options) => run(async (context) => (await import('./commands/gc.ts')).gc(options, context)));
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
    createSweepView: async (json) => {
      if (json)
        return (await import('./view/sweep-json-view.ts')).createSweepJsonView((line) =>
          process.stdout.write(`${line}\n`),
        );
      return (await import('./view/sweep-terminal-view.ts')).createSweepTerminalView(process.stdout);
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
