/** One line of the benchmark table. */
export interface BenchRow {
  /** What was measured. */
  readonly what: string;
  /** The figure with its unit, such as `17.0 ×`. */
  readonly measured: string;
  /** The figure that must hold, such as `≥ 8 ×`; empty where the row is only for information. */
  readonly goal: string;
  /** Whether it held; undefined where there is no goal. */
  readonly holds?: boolean;
}
