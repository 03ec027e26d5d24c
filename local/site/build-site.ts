import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The sources of the site. */
export const siteSources = new URL('./app/', import.meta.url);

/**
 * Builds the site into a folder: index.html, and files below `assets/` whose names carry a hash of what is in them.
 * @param folder absolute path; what is in it is removed
 */
export async function buildSite(folder: string): Promise<void> {
  await build({
    root: fileURLToPath(siteSources),
    configFile: false,
    envDir: false,
    logLevel: 'error',
    base: '/',
    worker: { format: 'es' },
    // The language service is written for Node and browsers alike.
    define: { global: 'globalThis' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      // Data addresses would need to be allowed by the page's Content-Security-Policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // The editor, its language service and the charts are large and are loaded when a page needs them.
      chunkSizeWarningLimit: 20_000,
    },
  });
}
