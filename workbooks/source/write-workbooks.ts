/** Writes workbooks/*.workbook.json from the sources beside this file. */
import { writeFileSync } from 'node:fs';
import { workbookSources } from './workbooks.ts';

for (const [path, text] of workbookSources()) writeFileSync(new URL(`../../${path}`, import.meta.url), text);
