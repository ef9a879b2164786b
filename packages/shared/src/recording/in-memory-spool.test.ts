import { describeSpool } from '../testing/spool-contract.ts';
import { InMemorySpool } from './in-memory-spool.ts';

describeSpool('InMemorySpool', async (room) => {
  const spool = new InMemorySpool(room === 'ample' ? {} : { mostOperations: 1 });
  return { spool, readLeft: async () => spool.entries, close: async () => undefined };
});
