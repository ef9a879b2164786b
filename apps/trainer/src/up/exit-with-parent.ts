/** Loaded before a child's own program: when the process that forked it is gone, even by kill -9, the child ends too. */
process.on('disconnect', () => process.exit());
