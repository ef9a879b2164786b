/** DatabaseLease is the right to use a Postgres until it is released. */
export type DatabaseLease = {
  /** The connection string, password included: never print it. */
  url: string;
  /** Where the database comes from: DATABASE_URL, or the embedded server. */
  source: 'environment' | 'embedded';
  /** The version without the builder's additions, such as `18.4`. */
  serverVersion: string;
  /** Names this lease among those of the embedded server; absent for a database of the environment. */
  id?: string;
  /** Ends the use; the last lease of an embedded server stops it. A second call does nothing. */
  release(): Promise<void>;
};
