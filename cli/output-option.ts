import { Option } from 'commander';

/** The option of commands that print rows: as they leave the transform (`table`), or as they enter the stream. */
export function outputOption(): Option {
  return new Option(
    '--output <kind>',
    'rows as they leave the transform into MessageTrackingLog_CL, or as they enter the stream',
  )
    .choices(['table', 'stream'])
    .default('table');
}
