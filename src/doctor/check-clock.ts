import type { ClockSamples } from './clock-samples.ts';
import { type Check, failed, passed, skipped, warned } from './finding.ts';

/** Tokens are taken with 5 minutes of difference at most. Source: Microsoft identity platform, validation of `nbf` and `exp`. */
const tokenToleranceMs = 5 * 60_000;
/** From here on times in the table are misleading. */
const noticeableMs = 30_000;

/** Compares our clock with those of the services that the other checks talked to. Run it after them. */
export function checkClock(samples: ClockSamples): Check {
  const name = 'clock';
  return {
    name,
    async run() {
      const skews = [...samples.skews()];
      if (skews.length === 0) return [skipped(name, 'No service answered whose clock could be compared.')];
      const sorted = skews.map(([, skew]) => skew).sort((a, b) => a - b);
      // The median: one proxy with a wrong clock must not speak for all.
      const skew = sorted[sorted.length >> 1]!;
      const seconds = Math.round(Math.abs(skew) / 1000);
      const message =
        seconds === 0
          ? `Agrees with ${skews.length} services.`
          : `This machine is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} ${skews.length} services.`;
      const advice =
        'Set the clock right, by NTP: "w32tm /resync" on Windows, "timedatectl set-ntp true" on Linux.';
      if (Math.abs(skew) >= tokenToleranceMs) {
        return [failed(name, `${message} Sign-in and storage refuse such a difference.`, advice)];
      }
      return [Math.abs(skew) >= noticeableMs ? warned(name, message, advice) : passed(name, message)];
    },
  };
}
