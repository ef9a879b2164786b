/** WorkerLike is the part of a Worker that is used here. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

/** WorkerLine asks a worker questions and gets each its answer. */
export type WorkerLine<Question, Answer> = {
  /** ask throws when the worker breaks or is closed before it answers. */
  ask(question: Question): Promise<Answer>;
  close(): void;
};

/** Asked carries a question to a worker; its answer has the same id. */
export type Asked<Question> = { readonly id: number; readonly question: Question };

/** Answered carries an answer from a worker. */
export type Answered<Answer> = { readonly id: number; readonly answer: Answer };

/** openWorkerLine starts the worker with the first question. A worker that broke is started anew by the next one. */
export function openWorkerLine<Question, Answer>(
  startWorker: () => WorkerLike,
): WorkerLine<Question, Answer> {
  const open = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let worker: WorkerLike | null = null;
  let lastId = 0;

  const end = (reason: string) => {
    worker?.terminate();
    worker = null;
    for (const { reject } of open.values()) reject(new Error(reason));
    open.clear();
  };
  const start = () => {
    const started = startWorker();
    started.addEventListener('message', (event) => {
      const { id, answer } = (event as MessageEvent<Answered<Answer>>).data;
      open.get(id)?.resolve(answer);
      open.delete(id);
    });
    started.addEventListener('error', (event) =>
      end((event as ErrorEvent).message || 'The worker did not start.'),
    );
    return started;
  };
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        lastId += 1;
        open.set(lastId, { resolve, reject });
        worker.postMessage({ id: lastId, question } satisfies Asked<Question>);
      }),
    close: () => end('The worker was closed.'),
  };
}
