import type { Actor } from '../../src/domain/access-key';

/** Who asks in tests that do not care. */
export const ACTOR: Actor = { name: 'kim', operator: 'Kim Minji' };
