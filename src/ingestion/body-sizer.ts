import { documentedCallBytes, maxWireBytes, openRawBytes, packedRawBytes } from './service-limits.ts';

const firstRatio = 0.25;
const margin = 0.95;
const smallestShare = 262_144;
const acceptedToGrow = 64;

/**
 * Chooses how many bytes of JSON go into a body, so that it comes out just below the wire limit: from the compression
 * ratio of the bodies before it. A 413 lowers the size for all (perhaps this service counts uncompressed
 * bytes); after 64 bodies without one it is doubled again.
 */
export class BodySizer {
  #ratio = firstRatio;
  #ceiling = packedRawBytes;
  #accepted = 0;

  /** Bytes of JSON at which a body is full, where `sessions` sessions hold rows at the same time. */
  target(sessions: number): number {
    const share = Math.max(smallestShare, openRawBytes / Math.max(1, sessions));
    return Math.floor(Math.min((maxWireBytes * margin) / this.#ratio, this.#ceiling, share));
  }

  /** Learns from a compressed body. Small bodies compress worse and would mislead. */
  compressed(raw: number, wire: number): void {
    if (raw < smallestShare) return;
    const ratio = wire / raw;
    // A body too large costs a second compression, one too small costs nothing: rise at once, sink slowly.
    this.#ratio = ratio > this.#ratio ? ratio : this.#ratio * 0.75 + ratio * 0.25;
  }

  tooLarge(raw: number): void {
    this.#ceiling = Math.min(this.#ceiling, Math.max(Math.floor(raw / 2), documentedCallBytes));
    this.#accepted = 0;
  }

  accepted(): void {
    if (this.#ceiling === packedRawBytes || ++this.#accepted < acceptedToGrow) return;
    this.#ceiling = Math.min(packedRawBytes, this.#ceiling * 2);
    this.#accepted = 0;
  }
}
