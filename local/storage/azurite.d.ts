// The parts of Azurite 3.35 that the stack uses; the package has no types of its own.
interface AzuriteServer {
  start(): Promise<void>;
  close(): Promise<void>;
}
type AzuriteConfiguration = new (
  host: string,
  port: number,
  keepAliveTimeout: number,
  metadataFile: string,
  extentFile: string,
  persistence: readonly { locationId: string; locationPath: string; maxConcurrency: number }[],
  enableAccessLog: boolean,
  accessLog: undefined,
  enableDebugLog: boolean,
  debugLogFile: undefined,
  loose: boolean,
  skipApiVersionCheck: boolean,
  certificateFile: string,
  keyFile: string,
  password: string,
  oauth: 'basic',
) => object;

declare module 'azurite/dist/src/blob/BlobConfiguration.js' {
  const module: { default: AzuriteConfiguration };
  export default module;
}
declare module 'azurite/dist/src/queue/QueueConfiguration.js' {
  const module: { default: AzuriteConfiguration };
  export default module;
}
declare module 'azurite/dist/src/blob/BlobServer.js' {
  const module: { default: new (configuration: object) => AzuriteServer };
  export default module;
}
declare module 'azurite/dist/src/queue/QueueServer.js' {
  const module: { default: new (configuration: object) => AzuriteServer };
  export default module;
}
