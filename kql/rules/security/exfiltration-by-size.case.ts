import { sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const MB = 1024 * 1024;

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(6, () =>
        sentOutside({ at: 15, from: 'mia.vos@contoso.com', to: 'x@drop.example', bytes: 10 * MB }),
      ),
      sentOutside({ at: 4000, from: 'mia.vos@contoso.com', to: 'k.andersen@fabrikam.com', bytes: MB }),
      // The print shop's customer always sends much; a colleague stays below; inside nothing leaves.
      times(6, () =>
        sentOutside({ at: 15, from: 'tom.hart@contoso.com', to: 'x@print.example', bytes: 10 * MB }),
      ),
      times(3, () =>
        sentOutside({ at: 4000, from: 'tom.hart@contoso.com', to: 'x@print.example', bytes: 10 * MB }),
      ),
      sentOutside({ at: 15, from: 'eva.roth@contoso.com', to: 'k.andersen@fabrikam.com', bytes: 30 * MB }),
    ].flat(),
  },
  finds: [
    {
      SenderAddress: 'mia.vos@contoso.com',
      RecipientDomain: 'drop.example',
      Messages: 6,
      Bytes: 60 * MB,
      UsualBytes: MB,
    },
  ],
} satisfies RuleCase;
