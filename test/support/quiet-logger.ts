import { pino } from 'pino';

/** A logger that writes nothing at all. A level alone does not suppress every message. */
export const quietLogger = () => pino({ level: 'silent' }, { write: () => undefined });
