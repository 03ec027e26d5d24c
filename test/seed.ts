/**
 * Loaded before every test file (`node --import`): property tests draw the same cases in every run, so that a run says
 * something about the change at hand. `SEED=random` looks for new cases, `SEED=<number>` repeats a run.
 */
import fc from 'fast-check';

const asked = process.env.SEED ?? '20261121';
const seed = asked === 'random' ? Date.now() & 0x7fffffff : Number(asked);
if (asked === 'random') console.error(`SEED=${seed}`);
fc.configureGlobal({ seed });
