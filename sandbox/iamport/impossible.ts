/** Why the sandbox cannot do what its user asked: the thing is not there, or not in a state for it. */
export type ImpossibleReason = 'unknown-payment' | 'unknown-checkout' | 'unknown-fault' | 'wrong-state' | 'wrong-value';

/** Thrown to the person who drives the sandbox, never sent as a reply of the imitated API. */
export class Impossible extends Error {
  readonly reason: ImpossibleReason;

  constructor(reason: ImpossibleReason, message: string) {
    super(message);
    this.name = 'Impossible';
    this.reason = reason;
  }
}
