import { createDatabase } from '../../kql-engine/index.ts';
import { openTableStore } from './table-store.ts';

/**
 * The process that `table-store.kill.test.ts` kills: `test-writer.ts FOLDER` appends rows with the numbers from the table's
 * count on, without end, and prints the count after each acknowledged append. The time of receipt of a batch is that of
 * 2026-01-01 and as many milliseconds as its first number says.
 */
const [folder] = process.argv.slice(2) as [string];
const table = { name: 'A', columns: [{ name: 'n', type: 'long' as const }] };
const database = createDatabase({
  tables: [table],
  now: () => new Date(0),
  storage: { directory: folder, segmentRows: 100, inTurns: true },
});
const store = await openTableStore(folder, [table], database, () => undefined);
console.log(store.counts.get('A'));
for (let n = store.counts.get('A')!; ; ) {
  const appends = [1, 7, 3].map((count) => {
    const rows = Array.from({ length: count }, (_, i) => ({ n: n + i }));
    const received = new Date(Date.UTC(2026, 0, 1) + n);
    n += count;
    return store.append([{ table: 'A', rows }], received);
  });
  await Promise.all(appends);
  console.log(store.counts.get('A'));
}
