import type { TokenCredential } from '@azure/identity';
import { QueueClient } from '@azure/storage-queue';
import { bindingText } from './binding-text.ts';
import { type RegisteredFunction, registry } from './core-api.ts';
import type { HostLog } from './host-log.ts';
import type { HostSettings } from './host-settings.ts';
import { httpListener } from './http-listener.ts';
import { invoker, runHooks } from './invoke.ts';
import { queueListener } from './queue-listener.ts';
import { type Listener, timerListener } from './timer-listener.ts';
import type { TimerStatuses } from './timer-status.ts';

export interface HostOptions {
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  readonly settings: HostSettings;
  readonly credential: TokenCredential;
  /** Port of the HTTP functions; 0 takes any free port. */
  readonly port: number;
  readonly functionKey: string;
  readonly timers: TimerStatuses;
  readonly log: HostLog;
  /** A call took longer than `functionTimeout`. */
  readonly onTimeout: (name: string) => void;
}

/** A running host. */
export interface Host {
  readonly port: number;
  /** Starts nothing new, waits for what runs, and tells the app. */
  stop(): Promise<void>;
}

/**
 * Runs the functions of an app: timers, queues and HTTP.
 * @throws Error where a function has a trigger of another kind, or a connection lacks its settings
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { settings, log } = options;
  registry.onLog = (level, message) => log(level, 'app', message);
  const calls = invoker(log, settings.functionTimeout, options.onTimeout);
  const byTrigger = new Map<string, RegisteredFunction[]>([
    ['timerTrigger', []],
    ['queueTrigger', []],
    ['httpTrigger', []],
  ]);
  for (const target of options.functions.values()) {
    const trigger = Object.values(target.metadata.bindings).find(({ type }) => type.endsWith('Trigger'));
    const group = byTrigger.get(trigger?.type ?? '');
    if (group === undefined) {
      log(
        'warning',
        target.metadata.name,
        `The local host does not run a ${trigger?.type}; this function stays idle.`,
      );
    } else {
      group.push(target);
    }
  }
  const http = await httpListener({
    functions: byTrigger.get('httpTrigger')!,
    port: options.port,
    routePrefix: settings.routePrefix,
    key: options.functionKey,
    invoker: calls,
    log,
  });
  const listeners: Listener[] = [http];
  for (const target of byTrigger.get('queueTrigger')!) {
    const { queue, poisonQueue } = queueClients(target, options.credential);
    listeners.push(
      queueListener({ target, queue, poisonQueue, settings: settings.queues, invoker: calls, log }),
    );
  }
  listeners.push(timerListener(byTrigger.get('timerTrigger')!, calls, options.timers, log, () => new Date()));
  return {
    port: http.port,
    async stop() {
      await Promise.all(listeners.map((listener) => listener.stop()));
      await calls.idle();
      await runHooks('appTerminate', {});
    },
  };
}

/** The queue of a function, by an identity-based connection: `<connection>__queueServiceUri`. */
function queueClients(
  target: RegisteredFunction,
  credential: TokenCredential,
): Record<'queue' | 'poisonQueue', QueueClient> {
  const binding = Object.values(target.metadata.bindings).find(({ type }) => type === 'queueTrigger')!;
  const setting = `${bindingText(binding, 'connection', process.env)}__queueServiceUri`;
  const service = process.env[setting];
  if (service === undefined) throw new Error(`${target.metadata.name} needs the setting ${setting}.`);
  const name = bindingText(binding, 'queueName', process.env);
  const client = (queue: string) => new QueueClient(`${service.replace(/\/$/, '')}/${queue}`, credential);
  return { queue: client(name), poisonQueue: client(`${name}-poison`) };
}
