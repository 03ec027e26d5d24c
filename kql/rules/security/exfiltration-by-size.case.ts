import { record, sentOutside, submitted, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const MB = 1024 * 1024;
const mia = 'mia.vos@contoso.com';
const tom = 'tom.hart@contoso.com';
const eva = 'eva.roth@contoso.com';
const ann = 'ann@services.contoso.com';
const lea = 'lea.lindt@contoso.com';
const cloud = 'lea@contoso.mail.onmicrosoft.com';
const incoming = { directionality: 'Incoming' };
const send = { source: 'SMTP', 'event-id': 'SEND', directionality: 'Originating' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      // The first of many domains is none to hide behind, and a message counts once on its way.
      times(5, (index) => {
        const to = [`k@decoy${index}.example`, 'x@drop.example', ann];
        const mail = { at: 15, from: mia, to, bytes: 10 * MB, message: `parts ${index}` };
        return [...record(mail, send), ...sentOutside(mail)];
      }),
      sentOutside({ at: 4000, from: mia, to: 'k.andersen@fabrikam.com', bytes: 10 * MB - 1 }),
      // Traces count before they are settled, too.
      times(5, (index) =>
        traced(
          { at: 15, from: ann, to: 'y@share.example', bytes: 10 * MB },
          index > 0 ? 'delivered' : 'gettingstatus',
        ),
      ),
      // The print shop's customer gets a fifth of it in other hours, too; a colleague stays below.
      times(5, () => sentOutside({ at: 15, from: tom, to: 'x@print.example', bytes: 10 * MB })),
      record({ at: 4000, from: tom, to: 'x@print.example', bytes: 10 * MB }, send),
      sentOutside({ at: 15, from: eva, to: 'k.andersen@fabrikam.com', bytes: 50 * MB - 1 }),
      // Our own domain stands beside others. Who has no list of domains takes it for one outside that gets as
      // much at other times.
      sentOutside({ at: 4000, from: lea, to: cloud, bytes: 10 * MB }),
      times(5, (index) =>
        sentOutside({ at: 15, from: lea, to: [`k@d${index}.example`, cloud], bytes: 10 * MB }),
      ),
      // Inside nothing leaves, nor what a rule holds back; what we send on is others'; reports have no sender
      // to blame.
      times(6, () =>
        sentOutside({
          at: 15,
          from: 'a@fabrikam.com',
          to: 'z@postbox.example',
          bytes: 10 * MB,
          fields: incoming,
        }),
      ),
      times(6, () => record({ at: 15, from: eva, to: mia, bytes: 10 * MB }, send)),
      times(6, () => submitted({ at: 15, from: eva, to: 'z@held.example', bytes: 10 * MB })),
      times(6, () =>
        sentOutside({
          at: 15,
          from: eva,
          to: 'z@report.example',
          bytes: 10 * MB,
          fields: { 'return-path': '<>' },
        }),
      ),
    ].flat(),
  },
  finds: [
    {
      SenderAddress: mia,
      RecipientDomain: 'drop.example',
      Messages: 5,
      Bytes: 50 * MB,
      UsualBytes: 10 * MB - 1,
    },
    {
      SenderAddress: ann,
      RecipientDomain: 'share.example',
      Messages: 5,
      Bytes: 50 * MB,
      UsualBytes: 0,
    },
  ],
} satisfies RuleCase;
