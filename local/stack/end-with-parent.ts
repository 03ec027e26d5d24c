/**
 * Loaded into every child process of the stack before its own code (`node --import`). A child ends with its
 * parent, however that ends; `stop` from the parent comes as SIGTERM; Ctrl-C in the terminal reaches the
 * parent alone, which stops all in good order.
 */
import type { ParentMessage } from './child-messages.ts';

type Message<Type> = Extract<ParentMessage, { type: Type }>;

const newest = new Map<ParentMessage['type'], ParentMessage>();
const listeners = new Map<ParentMessage['type'], (message: ParentMessage) => void>();

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message: ParentMessage) => {
  newest.set(message.type, message);
  listeners.get(message.type)?.(message);
  if (message.type !== 'stop') return;
  if (process.listenerCount('SIGTERM') === 0) process.exit(0);
  process.emit('SIGTERM', 'SIGTERM');
});
// Listening to the parent is no reason to stay alive.
process.channel?.unref();

/**
 * Calls the listener with the newest message of a type, also where that came before anybody listened, and
 * with all that follow.
 */
export function onParentMessage<Type extends ParentMessage['type']>(
  type: Type,
  listener: (message: Message<Type>) => void,
): void {
  listeners.set(type, listener as (message: ParentMessage) => void);
  const message = newest.get(type);
  if (message !== undefined) listener(message as Message<Type>);
}
