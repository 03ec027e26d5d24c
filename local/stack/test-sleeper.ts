/** For the test of the end of children: lives until somebody ends it. */
setInterval(() => undefined, 60_000);
process.send?.({ type: 'ready' });
