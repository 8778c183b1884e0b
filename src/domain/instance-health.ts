/** What one instance of the service knows of itself. */
export interface InstanceHealth {
  /** The breakers before i'mport, one for each connection. */
  readonly breakers: readonly { readonly connection: string; readonly state: string }[];
  /** The background passes, in the order of their creation. */
  readonly passes: readonly PassHealth[];
}

export interface PassHealth {
  readonly name: string;
  /** When it last ended without an error; before that, when the instance was started. */
  readonly succeededAt: Date;
  /** Null before its first run. */
  readonly lastResult: 'succeeded' | 'failed' | null;
}
