import { testChild } from './test-child.ts';

/** For the test of the end of children: a parent that says which child it has, and does nothing more. */
const child = await testChild('local/stack/test-sleeper.ts', [], {});
console.log(`child ${child.process.pid}`);
setTimeout(() => process.send?.({ type: 'ready' }), 50);
