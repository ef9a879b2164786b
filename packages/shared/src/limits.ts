/** Every limit of Laten in one place: sizes, counts, lengths. An error that enforces one names the limit and the value. */
export const limits = {
  runNameLength: 120,
  noteLength: 20_000,
  tagLength: 60,
  tagsPerRun: 50,
  experimentNameLength: 120,
  sweepNameLength: 120,
  /** Of the key with which a sweep is launched once. */
  launchKeyLength: 200,
  /** Trials of one sweep, added ones included. */
  trialsPerSweep: 10_000,
  seedsPerSweep: { min: 1, max: 1_000 },
  /** The sweep with the highest priority is served first; runs of no sweep have 0. */
  sweepPriority: { min: -100, max: 100 },
  /** How often a trial that failed is tried again. */
  failedRetries: { min: 0, max: 1_000 },
  /** How many workers may be lost over one trial. */
  lostRetries: { min: 1, max: 1_000 },
  /** Of a worker, and of a sweep that asks for them. */
  labels: 16,
  labelLength: 40,
  searchLength: 200,
  /** Runs of one page of the list, and runs that a reader asks for by their ids. */
  runsPerPage: 200,
  /** Runs that one request tags, moves, deletes or brings back. */
  runsPerChange: 1_000,
  metricNameLength: 120,
  /** A user names a run by any unique prefix; shorter ones match too much to be meant. */
  runIdPrefixMinLength: 2,
  latentDim: { min: 1, max: 1024 },
  beta: { min: 0, max: 1e6 },
  learningRate: { min: 1e-8, max: 10 },
  batchSize: { min: 1, max: 8192 },
  epochs: { min: 1, max: 100_000 },
  threads: { min: 1, max: 256 },
  seed: { min: 0, max: 4_294_967_295 },
  layerUnits: { min: 1, max: 8192 },
  layers: { min: 1, max: 12 },
  imageSide: { min: 4, max: 512 },
  evaluationImages: 64,
  /** Pixels a side of the picture of the validation images: browsers draw no larger one everywhere. */
  validationSheetSide: 4096,
  pointsPerBatch: 20_000,
  /** The greatest step of a point: 32 bits, because a point's row should be small. */
  step: 2_147_483_647,
  /** Points that a recorder keeps in memory while neither Postgres nor the disk takes them; beyond it new ones are refused, and counted. */
  bufferedPoints: 2_000_000,
  /** Artifact bytes that a recorder keeps in memory then. */
  bufferedArtifactBytes: 256 * 1024 * 1024,
  /** Bytes that one attempt keeps on disk while Postgres is away. */
  spoolBytes: 2 * 1024 * 1024 * 1024,
  /** No spool takes of the disk what would leave less than this free. */
  spoolFreeDiskBytes: 512 * 1024 * 1024,
  blobChunkBytes: 8 * 1024 * 1024,
  blobBytes: 2 * 1024 * 1024 * 1024,
  artifactNameLength: 200,
  logArtifactBytes: 16 * 1024 * 1024,
  /** Bytes of a log that one request reads. */
  logPartBytes: 1024 * 1024,
  diffBytes: 1024 * 1024,
  sweepFileBytes: 1024 * 1024,
} as const;
