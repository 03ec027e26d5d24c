import { join } from 'node:path';

/** The files of one of Azurite's services, under Azurite's own names for them. */
export interface ServiceFiles {
  /** What blobs or messages there are, and which pieces of which extents hold their content. */
  readonly metadata: string;
  /** Which extents there are. */
  readonly extents: string;
  /** The extents: files that only ever grow. */
  readonly content: string;
}

/** @param service `blob` or `queue` */
export function serviceFiles(folder: string, service: 'blob' | 'queue'): ServiceFiles {
  return {
    metadata: join(folder, `__azurite_db_${service}__.json`),
    extents: join(folder, `__azurite_db_${service}_extent__.json`),
    content: join(folder, `__${service}storage__`),
  };
}
