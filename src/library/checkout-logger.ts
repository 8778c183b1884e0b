/** Writes one line: the fields first, as pino takes them. */
export type LogMethod = (fields: object, message: string) => void;

/** What the checkout needs of a logger. A logger of pino fits. */
export interface CheckoutLogger {
  /** Lines below it are not made, where it is a level of pino. It is read once. @default 'info' */
  readonly level?: string;
  /** @default error */
  readonly fatal?: LogMethod;
  /** What needs a person. */
  readonly error: LogMethod;
  /** What was refused, or is tried again. */
  readonly warn: LogMethod;
  /** What was done. */
  readonly info: LogMethod;
  /** @default nothing is written */
  readonly debug?: LogMethod;
  /** @default nothing is written */
  readonly trace?: LogMethod;
}
