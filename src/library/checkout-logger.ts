/** Writes one line: the fields first, as pino takes them. */
export type LogMethod = (fields: object, message: string) => void;

/** What the checkout needs of a logger. A logger of pino fits. */
export interface CheckoutLogger {
  /** Lines below it are not made, where it is a level of pino. It is read once. @default 'info' */
  readonly level?: string;
  readonly fatal?: LogMethod;
  readonly error: LogMethod;
  readonly warn: LogMethod;
  readonly info: LogMethod;
  readonly debug?: LogMethod;
  readonly trace?: LogMethod;
}
