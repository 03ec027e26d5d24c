/** How the agent signs in. Keys and passwords have no place here. */
export type AgentCredential =
  | {
      readonly type: 'certificate';
      readonly tenantId: string;
      readonly clientId: string;
      /** PEM file with the certificate and its unencrypted private key. */
      readonly certificatePath: string;
    }
  | { readonly type: 'managedIdentity'; readonly clientId?: string }
  | { readonly type: 'environment' };

/** One folder that Exchange writes message tracking logs to. */
export interface AgentFolder {
  /** Absolute path: drive letter or UNC on Windows. */
  readonly path: string;
  /** Server whose logs these are, upper case: first part of the blob names. */
  readonly computer: string;
}

/** A checked configuration of the agent. */
export interface AgentConfig {
  readonly folders: readonly AgentFolder[];
  readonly blobServiceUri: string;
  /** Without it nothing is nudged: the functions find new data by Event Grid or by their sweep. */
  readonly queueServiceUri?: string;
  readonly credential: AgentCredential;
  /** `http://host:port` of a proxy without sign-in. */
  readonly proxy?: string;
  /** Bytes a second over all files. Default: no limit. */
  readonly bandwidthLimit?: number;
  /** Seconds between two looks at the folders. */
  readonly pollSeconds: number;
  /** Files not written to for longer are left out. Default: none is left out. */
  readonly ignoreOlderThanDays?: number;
}

/** The part of the configuration that the agent itself needs; the rest makes its clients. */
export type AgentSettings = Pick<
  AgentConfig,
  'folders' | 'bandwidthLimit' | 'pollSeconds' | 'ignoreOlderThanDays'
>;

/**
 * Seconds between two looks where a configuration does not say. Each look at a server that carries mail costs an append,
 * a message and a run of a function: every second instead would cost ten times as much for rows 9 seconds younger.
 */
export const defaultPollSeconds = 10;
