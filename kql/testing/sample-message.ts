import { type Fields, trackingLine } from './tracking-lines.ts';

/** Fields that all records of one message share. */
const shared: Fields = {
  'message-id': '<1@contoso.com>',
  'network-message-id': '5d1c2a7b-0005-4d2e-9f10-08de28c0a1b2',
  'sender-address': 'anna.berg@contoso.com',
  'return-path': 'anna.berg@contoso.com',
  'total-bytes': '4101',
  'recipient-count': '1',
  'message-subject': 'Minutes',
  directionality: 'Originating',
};

/**
 * A record of a message from anna.berg@contoso.com.
 * @param time of 2026-11-21, UTC, such as `09:00:01.500`
 * @param event source and event-id, such as `SMTP RECEIVE`
 * @param to recipients, separated by semicolons
 * @param more fields that are otherwise
 */
export function messageRecord(time: string, event: string, to: string, more: Fields = {}): Fields {
  const [source, eventId] = event.split(' ') as [string, string];
  const fields = {
    ...shared,
    'date-time': `2026-11-21T${time.length === 8 ? `${time}.000` : time}Z`,
    source,
    'event-id': eventId,
    'recipient-address': to,
    ...more,
  };
  trackingLine(fields);
  return fields;
}

/** Fields that make it another message, by a number, from the same or another sender. */
export function otherMessage(number: number, sender = 'anna.berg@contoso.com'): Fields {
  return {
    'message-id': `<${number}@${sender.split('@')[1]}>`,
    'network-message-id': `5d1c2a7b-0005-4d2e-9f10-${String(number).padStart(12, '0')}`,
    'sender-address': sender,
    'return-path': sender,
    ...(sender.endsWith('@contoso.com') ? {} : { directionality: 'Incoming' }),
  };
}
