/** What a child process of the stack looks like from outside. */
export interface ChildState {
  readonly name: string;
  readonly state: 'starting' | 'running' | 'restarting' | 'stopped';
  readonly pid?: number;
  readonly restarts: number;
}

/**
 * From the parent to a child. `stop` is seen as SIGTERM (see end-with-parent.ts), as Windows has no such
 * signal.
 */
export type ParentMessage =
  | { readonly type: 'stop' }
  /** The services that a child needs are there. */
  | { readonly type: 'go' }
  | { readonly type: 'children'; readonly children: ChildState[] };

/** From a child to the parent. */
export type ChildMessage =
  | { readonly type: 'ready' }
  /** Something a person should see. */
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'rows'; readonly counts: Readonly<Record<string, number>> };
